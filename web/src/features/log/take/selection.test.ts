import { describe, expect, it } from "vitest";
import { ends, isNothing, type Point, partOf, selectedAfter } from "./selection";

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

  const told = (
    anchor: Point | null,
    focus: Point | null,
    drawn: number[],
    isDragging = false,
  ) => ({
    anchor,
    focus,
    isDragging,
    isDrawn: (n: number) => drawn.includes(n),
  });

  it("is what the browser says while both ends are drawn", () => {
    const next = { anchor: at(9, 1), focus: at(7, 8) };
    expect(selectedAfter(up, told(next.anchor, next.focus, [7, 8, 9]))).toEqual(next);
    expect(selectedAfter(null, told(at(1, 1), at(2, 2), [1, 2]))).toEqual({
      anchor: at(1, 1),
      focus: at(2, 2),
    });
  });

  it("keeps an end that scrolled away, whatever the browser makes of it", () => {
    expect(selectedAfter(up, told(at(8, 0), at(3, 1), [3, 7, 8], true))).toEqual({
      anchor: at(9, 4),
      focus: at(3, 1),
    });
    expect(selectedAfter(up, told(null, at(12, 0), [12, 13]))).toEqual(up);
    expect(selectedAfter(up, told(null, at(12, 5), [12, 13], true))?.focus).toEqual(at(12, 5));
    expect(selectedAfter(null, told(null, at(1, 1), [1]))).toBeNull();
  });
});
