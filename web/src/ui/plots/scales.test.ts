import { describe, expect, it } from "vitest";
import { logBins } from "./bins";
import { pathOf } from "./box";
import { ascending, quantile } from "./quantile";
import { extent, linear, log } from "./scale";
import { COUNT, DURATION, DURATION_MARKS, logTicks, PERCENT, ticksUpTo } from "./ticks";

const HOUR = 3_600_000;

function labels(ticks: readonly { label: string }[]): string[] {
  return ticks.map((tick) => tick.label);
}

describe("scales", () => {
  it("put the ends of the values at the ends of the pixels, upside down too", () => {
    const y = linear({ from: 0, to: 50 }, { from: 200, to: 0 });
    expect([y(0), y(25), y(50)]).toEqual([200, 100, 0]);
  });

  it("give each factor the same room on a logarithmic axis", () => {
    const x = log({ from: 1, to: 1000 }, { from: 0, to: 300 });
    expect(x(100) - x(10)).toBeCloseTo(100);
  });

  it("draw what is too small for a logarithm at its edge", () => {
    expect(log({ from: 10, to: 100 }, { from: 0, to: 90 })(0)).toBe(0);
  });

  it("do not divide by nothing when all values are the same", () => {
    expect(linear({ from: 5, to: 5 }, { from: 0, to: 100 })(5)).toBe(0);
    expect(extent([])).toEqual({ from: 0, to: 1 });
  });
});

describe("ticks", () => {
  it("are round numbers that reach beyond the greatest value", () => {
    expect(labels(ticksUpTo(37, 4, COUNT))).toEqual(["0", "10", "20", "30", "40"]);
    expect(labels(ticksUpTo(0.93, 4, PERCENT))).toEqual(["0 %", "50 %", "100 %"]);
  });

  it("count in whole things, and have an axis where there are none", () => {
    expect(labels(ticksUpTo(1, 4, COUNT))).toEqual(["0", "1"]);
    expect(labels(ticksUpTo(0, 4, COUNT))).toEqual(["0", "1"]);
  });

  it("are durations as clocks have them", () => {
    expect(labels(ticksUpTo(100_000, 4, DURATION))).toEqual(["0", "30s", "1m", "1m 30s", "2m"]);
    expect(labels(ticksUpTo(1800, 4, DURATION))).toEqual(["0", "500ms", "1s", "1.5s", "2s"]);
    expect(labels(ticksUpTo(20 * HOUR, 4, DURATION))).toEqual(["0", "6h", "12h", "18h", "1d"]);
    expect(labels(ticksUpTo(90 * 24 * HOUR, 3, DURATION))).toEqual(["0", "50d", "100d"]);
  });

  it("leave out evenly what there is no room for on a logarithmic axis", () => {
    const found = labels(logTicks({ from: 900, to: 70_000 }, 4, DURATION_MARKS, DURATION));
    expect(found).toEqual(["1s", "5s", "15s", "1m"]);
  });
});

describe("bins", () => {
  it("hold every value once, and each is as many times as large as the one before", () => {
    const bins = logBins([0, 1, 3, 1000, 1000, 4000]);
    expect(bins.reduce((sum, bin) => sum + bin.count, 0)).toBe(6);
    const [first, second] = bins;
    const ratio = (first?.to ?? 0) / (first?.from ?? 1);
    expect((second?.to ?? 0) / (second?.from ?? 1)).toBeCloseTo(ratio);
  });

  it("are fine where all values are close, and not too many where they are not", () => {
    expect(logBins([900, 1000, 1100, 1300]).length).toBeGreaterThan(2);
    expect(logBins([1, 30 * 24 * HOUR]).length).toBeLessThanOrEqual(24);
    expect(logBins([])).toEqual([]);
  });
});

describe("quantiles", () => {
  it("are values there are, by nearest rank", () => {
    const sorted = ascending([30, 10, 20, 40]);
    expect([0.5, 0.9, 0, 1].map((one) => quantile(sorted, one))).toEqual([20, 40, 10, 40]);
  });
});

describe("a line", () => {
  it("is broken where nothing is known", () => {
    expect(pathOf([[0, 1], [2, 3], null, [4, 5]])).toBe("M0 1l0 0L2 3M4 5l0 0");
  });
});
