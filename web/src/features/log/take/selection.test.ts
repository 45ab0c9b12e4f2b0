import { describe, expect, it } from "vitest";
import { ends, isNothing, partOf, selectedAfter } from "./selection";

const at = (n: number, column: number) => ({ n, column });

describe("a selection", () => {
  const up = { anchor: at(9, 4), focus: at(7, 2) };

  it("has the same ends whichever way it was made", () => {
    expect(ends(up)).toEqual({ from: at(7, 2), to: at(9, 4) });
    expect(ends({ anchor: up.focus, focus: up.anchor })).toEqual(ends(up));
    expect(ends({ anchor: at(7, 5), focus: at(7, 2) })).toEqual({ from: at(7, 2), to: at(7, 5) });
  });

  it("takes parts of its first and last line, and all of those between", () => {
    expect([7, 8, 9].map((n) => partOf(up, n, "abcdefgh"))).toEqual(["cdefgh", "abcdefgh", "abcd"]);
    expect(partOf({ anchor: at(7, 2), focus: at(7, 5) }, 7, "abcdefgh")).toBe("cde");
  });

  it("is nothing where it ends where it began", () => {
    expect(isNothing({ anchor: at(7, 2), focus: at(7, 2) })).toBe(true);
    expect(isNothing(up)).toBe(false);
  });

  it("keeps the end that scrolled away", () => {
    expect(selectedAfter(up, null, at(2, 0))).toEqual({ anchor: at(9, 4), focus: at(2, 0) });
    expect(selectedAfter(up, at(1, 1), null)).toEqual({ anchor: at(1, 1), focus: at(7, 2) });
    expect(selectedAfter(up, null, null)).toEqual(up);
    expect(selectedAfter(null, null, at(1, 1))).toBeNull();
  });
});
