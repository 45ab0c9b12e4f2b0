import { describe, expect, it } from "vitest";
import { Ranges } from "../lines/ranges";
import { Only } from "./only";
import { keyOf, rowsAround, type Shown } from "./rows";
import { Sparse } from "./sparse";
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

  it("are what the bar stands for", () => {
    const folded = new Ranges([{ from: 3, to: 1_000 }]);
    const gone = new Ranges([{ from: 2_001, to: 3_000 }]);
    const shown = whole(4_000, { folded, gone });
    expect(shown.size).toBe(2_002);
    expect([1, 2, 1_001, 3_001, 4_000].map((n) => shown.before(n))).toEqual([
      0, 1, 2, 1_002, 2_001,
    ]);
    expect([0, 1, 2, 1_002, 2_001].map((i) => shown.at(i))).toEqual([1, 2, 1_001, 3_001, 4_000]);
  });

  it("end where the log does", () => {
    expect(keys(new Whole(2, new Ranges(), new Ranges(), () => false, false), 9, 3, 3)).toBe(
      "|1 2|",
    );
  });
});

describe("lines of a kind", () => {
  const sparse = new Sparse();
  sparse.learn({ from: 1, to: 1_000 }, [3, 4, 900]);
  const only = (context: number, total = 1_000) => new Only(sparse, total, context, true);

  it("keep their numbers", () => {
    expect(keys(only(0), 1, 9, 9)).toBe("|3 4 900 end1001|");
    expect(keys(only(0), 500, 1, 1)).toBe("|4 900 end1001|".replace("|4", "4"));
    expect(keys(only(0), 2_000, 9, 9)).toBe("|3 4 900 end1001|");
  });

  it("have others around them when asked to, and say where some are left out", () => {
    const all = "|1 2 3 4 5 6 between7 898 899 900 901 902 end1001|";
    for (const n of [1, 5, 7, 400, 897, 898, 1_001]) expect(keys(only(2), n, 30, 30)).toBe(all);
  });

  it("say what was not looked through, from either side", () => {
    const grown = only(0, 5_000);
    expect(keys(grown, 900, 9, 9)).toBe("|3 4 900 unknown1001 end5001|");
    expect(keys(grown, 3_000, 9, 9)).toBe("|3 4 900 unknown1001 end5001|");
  });

  it("are not known at first, which is said once", () => {
    const nothing = new Sparse();
    for (const context of [0, 3]) {
      const shown = new Only(nothing, 500, context, true);
      for (const n of [1, 250, 501, 9_999]) expect(keys(shown, n, 9, 9)).toBe("|unknown1 end501|");
    }
  });

  it("may be none", () => {
    const none = new Sparse();
    none.learn({ from: 1, to: 10 }, []);
    expect(keys(new Only(none, 10, 0, true), 1, 5, 5)).toBe("|end11|");
    expect(keys(new Only(none, 10, 0, false), 1, 5, 5)).toBe("||");
  });

  it("are learnt in any order, and again", () => {
    const learnt = new Sparse();
    learnt.learn({ from: 50, to: 60 }, [55]);
    learnt.learn({ from: 1, to: 10 }, [2]);
    learnt.learn({ from: 5, to: 55 }, [7, 51, 55]);
    expect(learnt.known).toEqual([2, 7, 51, 55]);
    expect(learnt.covered.all).toEqual([{ from: 1, to: 60 }]);
  });
});
