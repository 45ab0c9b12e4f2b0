import { expect, test } from "vitest";
import { duration, exactly, moment, relative, roughly } from "./time";

const NOON = Date.parse("2026-11-20T12:00:00Z");

test.each([
  [0, "0ms"],
  [80, "80ms"],
  [1_040, "1.0s"],
  [9_999, "9.9s"],
  [48_012, "48s"],
  [59_999, "59s"],
  [60_000, "1m 00s"],
  [250_000, "4m 10s"],
  [7_380_000, "2h 03m"],
  [3 * 86_400_000 + 4 * 3_600_000, "3d 4h"],
  [-5, "0ms"],
])("a duration of %i ms reads %s", (ms, text) => {
  expect(duration(ms)).toBe(text);
});

test("what is near is told relative to now, in both directions", () => {
  expect(relative(NOON - 2 * 60_000, NOON)).toBe("2 min ago");
  expect(relative(NOON + 3 * 3_600_000, NOON)).toBe("in 3 h");
  expect(relative(NOON - 2_000, NOON)).toBe("just now");
  expect(relative(NOON - 29_000, NOON)).toBe("20 s ago");
  expect(roughly(5 * 86_400_000)).toBe("5 d");
});

test("a moment names its year only when it is another one", () => {
  expect(moment("2026-11-20T14:01:47Z", "utc", NOON)).toBe("20 Nov, 14:01");
  expect(moment("2025-11-20T14:01:47Z", "utc", NOON)).toContain("2025");
});

test("an exact time has its milliseconds and its zone", () => {
  expect(exactly("2026-11-20T14:01:47.113Z", "utc")).toMatch(
    /Fri.* 20 Nov.* 2026.*14:01:47\.113.*UTC/,
  );
});
