import { describe, expect, it } from "vitest";
import { rowAt, thumb } from "./bar";
import { centreOf, END, topOf } from "./place";
import { Reach } from "./reach";
import { FOLLOWING, read } from "./reading";
import { type Laid, lay, type Measured } from "./runway";

const middle: Laid = { y: 2_000_000, height: 4_006_000, scrollTop: 2_003_000 };
const inside: Measured = {
  row: { top: 3_000, height: 20 },
  rows: 6_000,
  viewport: 600,
  isFirst: false,
  isLast: false,
};

describe("laying rows on the runway", () => {
  it("keeps the place and the scroll position when rows come before it", () => {
    const laid = lay(topOf(9), { ...inside, row: { top: 3_700, height: 20 } }, middle);
    expect(laid.scrollTop).toBe(middle.scrollTop);
    expect(laid.y).toBe(middle.y - 700);
  });

  it("keeps the part of a row that is above the edge", () => {
    const laid = lay({ at: "line", n: 9, above: 13 }, inside, middle);
    expect(laid.scrollTop - laid.y).toBe(3_013);
  });

  it("keeps a row in sight that is not as high any more", () => {
    const laid = lay({ at: "line", n: 9, above: 130 }, inside, middle);
    expect(laid.scrollTop - laid.y).toBe(3_019);
  });

  it("begins where the log begins: nobody scrolls to before its first line", () => {
    const laid = lay(topOf(5), { ...inside, row: { top: 80, height: 20 }, isFirst: true }, middle);
    expect(laid).toEqual({ y: 0, scrollTop: 80, height: 2_006_000 });
  });

  it("ends where the log ends", () => {
    const laid = lay(
      topOf(5),
      { ...inside, row: { top: 5_900, height: 20 }, isLast: true },
      middle,
    );
    expect(laid.scrollTop - laid.y).toBe(5_400);
    expect(laid.height).toBe(laid.y + 6_000);
  });

  it("shows a short log from its first line", () => {
    const short = { ...inside, rows: 100, isFirst: true, isLast: true };
    expect(lay(END, short, middle)).toEqual({ y: 0, height: 600, scrollTop: 0 });
  });

  it("stays at the end whatever is written", () => {
    const laid = lay(END, { ...inside, row: null, isLast: true }, middle);
    expect(laid.scrollTop + 600).toBe(laid.height);
  });

  it("centres a row that was asked for", () => {
    const laid = lay(centreOf(9), inside, middle);
    expect(laid.scrollTop - laid.y).toBe(3_000 - 290);
  });

  it("makes room before it is used up", () => {
    const laid = lay(topOf(9), inside, { ...middle, scrollTop: 400_000 });
    expect(laid.y).toBe(2_000_000);
    expect(laid.scrollTop).toBe(2_003_000);
  });
});

describe("following", () => {
  const now = { total: 100, errors: 2 };
  const place = topOf(80);

  it.each([
    ["a step up", { do: "move", to: place, atEnd: true, up: true, now }],
    ["scrolling up", { do: "move", to: place, atEnd: false, up: true, now }],
    ["dragging the bar", { do: "move", to: place, atEnd: false, up: false, now }],
    ["a link or a search", { do: "go", to: place, now }],
    ["selecting text", { do: "hold", at: place, now }],
  ] as const)("stops at %s", (_, act) => {
    expect(read(FOLLOWING, act)).toEqual({ place, seen: now });
  });

  it.each([
    ["reaching the last line", { do: "move", to: place, atEnd: true, up: false, now }],
    ["being asked to", { do: "follow" }],
  ] as const)("begins at %s", (_, act) => {
    expect(read({ place, seen: now }, act)).toBe(FOLLOWING);
  });

  it("remembers what was seen when it stopped, not when one scrolled last", () => {
    const paused = read(FOLLOWING, { do: "move", to: place, atEnd: false, up: true, now });
    const later = { total: 900, errors: 7 };
    const moved = read(paused, { do: "move", to: topOf(70), atEnd: false, up: true, now: later });
    expect(moved).toEqual({ place: topOf(70), seen: now });
  });

  it("does not move who reads when a text is selected", () => {
    const reading = { place, seen: now };
    expect(read(reading, { do: "hold", at: topOf(1), now })).toBe(reading);
  });
});

describe("reaching the end", () => {
  it("is coming to where it was when one set out, while more is written", () => {
    const reach = new Reach();
    reach.laid(0, 1_000, 0);
    reach.laid(0, 1_200, 900);
    reach.laid(0, 1_500, 1_100);
    expect(reach.isReached(990, 1_200)).toBe(false);
    expect(reach.isReached(1_000, 1_200)).toBe(true);
    expect(reach.isReached(1_000, 1_400)).toBe(false);
    expect(reach.isReached(1_200, 1_400)).toBe(true);
    expect(reach.isReached(1_497, 9_999)).toBe(true);
    expect(reach.isReached(1_490, 9_999)).toBe(false);
  });

  it("begins anew when the rows are laid elsewhere", () => {
    const reach = new Reach();
    reach.laid(0, 1_000, 0);
    reach.laid(500_000, 501_000, 10);
    expect(reach.isReached(1_000, 20)).toBe(false);
    expect(reach.isReached(501_000, 20)).toBe(true);
  });
});

describe("the bar", () => {
  const sight = { total: 10_000_000, first: 0, visible: 40, atEnd: false };

  it("has a thumb one can take hold of, however long the log", () => {
    expect(thumb(sight, 600)).toEqual({ size: 28, top: 0 });
    expect(thumb({ ...sight, first: 4_999_980 }, 600)?.top).toBeCloseTo(286, 3);
    expect(thumb({ ...sight, first: 9_999_960 }, 600)?.top).toBe(572);
  });

  it("has none when all is in sight", () => {
    expect(thumb({ ...sight, total: 40 }, 600)).toBeNull();
  });

  it("is at its end when the log is, also where its last rows are higher than one line", () => {
    expect(thumb({ ...sight, first: 9_999_000, atEnd: true }, 600)?.top).toBe(572);
  });

  it("leads to the first line, the middle and the end", () => {
    expect(rowAt(-5, sight, 600)).toBe(0);
    expect(rowAt(286, sight, 600)).toBe(4_999_980);
    expect(rowAt(572, sight, 600)).toBe("end");
  });
});
