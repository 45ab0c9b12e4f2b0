import { describe, expect, it } from "vitest";
import { Ranges } from "../lines/ranges";
import { keyOf, rowsAround, type Shown } from "./rows";
import { Whole } from "./whole";

function whole(total: number, { folded = new Ranges(), gone = new Ranges(), over = [0] } = {}) {
  return new Whole(total, folded, gone, (n) => over.includes(n), true);
}

function keys(shown: Shown, n: number, before: number, after: number): string {
  const { rows, isFirst, isLast } = rowsAround(shown, n, before, after);
  return `${isFirst ? "|" : ""}${rows.map(keyOf).join(" ")}${isLast ? "|" : ""}`;
}

describe("rows around a line", () => {
  it("are as many as asked for, wherever it is", () => {
    expect(keys(whole(10_000_000), 5_000_000, 2, 2)).toBe(
      "4999998 4999999 5000000 5000001 5000002",
    );
    expect(keys(whole(10_000_000), 1, 2, 2)).toBe("|1 2 3 4 5");
    expect(keys(whole(10_000_000), 10_000_000, 2, 2)).toBe(
      "9999997 9999998 9999999 10000000 end10000001|",
    );
  });

  it("are all there are of a short log", () => {
    expect(keys(whole(3), 2, 5, 5)).toBe("|1 2 3 end4|");
    expect(keys(whole(0), 1, 5, 5)).toBe("|end1|");
    expect(keys(whole(2), 99, 1, 1)).toBe("|1 2 end3|");
  });

  it("leave out what is folded or drawn over, and name what is gone", () => {
    const folded = new Ranges([{ from: 3, to: 1_000_000 }]);
    const gone = new Ranges([{ from: 1_000_002, to: 5_000_000 }]);
    const shown = whole(5_000_004, { folded, gone, over: [5_000_002] });
    const all = "|1 2 1000001 gone1000002 5000001 5000003 5000004 end5000005|";
    for (const n of [1, 500_000, 1_000_001, 2_000_000, 5_000_002, 5_000_005])
      expect(keys(shown, n, 20, 20)).toBe(all);
  });

  it("end where the log does", () => {
    expect(keys(new Whole(2, new Ranges(), new Ranges(), () => false, false), 9, 3, 3)).toBe(
      "|1 2|",
    );
  });
});
