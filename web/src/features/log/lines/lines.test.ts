import { describe, expect, it } from "vitest";
import { BLOCK } from "./block";
import type { Line } from "./line";
import { LineCache } from "./line_cache";
import { Ranges } from "./ranges";

function line(n: number, text = `line ${n}`): Line {
  return { n, t: "2026-11-20T14:00:00.000Z", s: "out", text, cut: false };
}

function lines(from: number, to: number): Line[] {
  return Array.from({ length: to - from + 1 }, (_, i) => line(from + i));
}

describe("ranges", () => {
  it("join when they touch or overlap", () => {
    const ranges = new Ranges([
      { from: 10, to: 20 },
      { from: 40, to: 50 },
      { from: 21, to: 25 },
      { from: 1, to: 2 },
      { from: 24, to: 41 },
      { from: 9, to: 8 },
    ]);
    expect(ranges.all).toEqual([
      { from: 1, to: 2 },
      { from: 10, to: 50 },
    ]);
    expect(ranges.lines).toBe(43);
  });

  it("know which has a line and how many of theirs come before it", () => {
    const ranges = new Ranges([
      { from: 3, to: 4 },
      { from: 8, to: 8 },
    ]);
    expect([2, 3, 4, 5, 8, 9].map((n) => ranges.at(n)?.from)).toEqual([
      undefined,
      3,
      3,
      undefined,
      8,
      undefined,
    ]);
    expect([1, 4, 5, 9].map((n) => ranges.before(n))).toEqual([0, 1, 2, 3]);
    expect([0, 1, 2, 4, 5].map((index) => ranges.outside(index))).toEqual([1, 2, 5, 7, 9]);
  });
});

describe("the cache", () => {
  it("tells what is not known of a range, a run at a time", () => {
    const cache = new LineCache();
    cache.put(lines(1, 10));
    cache.put(lines(21, 30));
    cache.gone.add({ from: 31, to: 5_000_000 });
    expect(cache.unknown({ from: 1, to: 10 })).toBeNull();
    expect(cache.unknown({ from: 1, to: 100 })).toEqual({ from: 11, to: 20 });
    expect(cache.unknown({ from: 25, to: 5_000_003 })).toEqual({ from: 5_000_001, to: 5_000_003 });
  });

  it("takes a line again when it has grown", () => {
    const cache = new LineCache();
    cache.put([line(7, "half")]);
    cache.put([line(7, "half and whole")]);
    expect(cache.get(7)?.text).toBe("half and whole");
  });

  it("lets go of what was not wanted for the longest time, however long the log", () => {
    const cache = new LineCache(2_000_000);
    for (let n = 1; n < 100_000; n += BLOCK) {
      cache.put(lines(n, n + BLOCK - 1));
      cache.want({ from: 1, to: 10 });
    }
    expect(cache.get(1)?.n).toBe(1);
    expect(cache.get(99_999)?.n).toBe(99_999);
    expect(cache.get(50_000)).toBeUndefined();
  });

  it("keeps lines that are far apart, as a filter shows them", () => {
    const cache = new LineCache();
    for (let n = 1; n < 5_000_000; n += 10_000) cache.put([line(n)]);
    expect(cache.unknown({ from: 1, to: 1 })).toBeNull();
  });

  it("counts a few giant lines as what they are", () => {
    const cache = new LineCache(2_000_000);
    for (let i = 0; i < 10; i++) cache.put([line(i * BLOCK + 1, "x".repeat(900_000))]);
    expect(cache.get(1)).toBeUndefined();
    expect(cache.get(9 * BLOCK + 1)?.text).toHaveLength(900_000);
  });
});
