import { expect, test } from "vitest";
import { averageOf, loadsOf, percent, type Sample, withSample } from "./load";

const sample = (s: number, cpuMs: number): Sample => ({ at: s * 1000, cpuMs, rssPeakBytes: 1e6 });
const NONE: readonly Sample[] = [];

test("what comes too soon after the last one is passed over", () => {
  const samples = withSample(NONE, sample(10, 0));
  expect(withSample(samples, sample(12, 500))).toBe(samples);
  expect(withSample(samples, sample(13, 500))).toHaveLength(2);
});

test("that nothing is used is believed later, for it is not told", () => {
  const samples = withSample(NONE, sample(10, 700));
  expect(withSample(samples, sample(14, 700))).toBe(samples);
  expect(withSample(samples, sample(15, 700))).toHaveLength(2);
});

test("the load between two samples is CPU time by time", () => {
  const loads = loadsOf([sample(0, 0), sample(4, 2_000), sample(8, 10_000)]);
  expect(loads.map((load) => load.cpuFraction)).toEqual([0.5, 2]);
});

test("a new attempt begins from nothing, and uses nothing negative", () => {
  expect(loadsOf([sample(0, 9_000), sample(4, 100)])[0]?.cpuFraction).toBe(0);
});

test("of a long run samples are thinned out, the newest kept", () => {
  let samples = NONE;
  for (let i = 0; i < 2_000; i++) samples = withSample(samples, sample(i * 3, i));
  expect(samples.length).toBeLessThanOrEqual(601);
  expect(samples.at(-1)?.cpuMs).toBe(1_999);
  expect(samples[0]?.cpuMs).toBe(0);
});

test("the average is over the whole run", () => {
  const usage = { cpu_ms: 500, rss_peak_bytes: 1 };
  expect(averageOf({ usage, duration_ms: 1_000 })).toBe(0.5);
  expect(averageOf({ usage, duration_ms: 0 })).toBeNull();
  expect(averageOf({ usage: null, duration_ms: 10 })).toBeNull();
});

test.each([
  [0, "0 %"],
  [0.004, "0.4 %"],
  [0.82, "82 %"],
  [1.996, "200 %"],
])("%d is said as %j", (fraction, text) => {
  expect(percent(fraction)).toBe(text);
});
