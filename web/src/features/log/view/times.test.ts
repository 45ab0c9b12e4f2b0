import { expect, it } from "vitest";
import { lapse, nextMode, timeText } from "./times";

const moments = {
  t: "2026-11-20T14:00:12.345Z",
  start: "2026-11-20T14:00:00.000Z",
  before: "2026-11-20T14:00:12.300Z",
};

it("says when a line was written, by the clock and since others", () => {
  expect(timeText("clock", moments, "utc")).toBe("14:00:12.345");
  expect(timeText("start", moments, "utc")).toBe("+12.345");
  expect(timeText("step", moments, "utc")).toBe("+0.045");
  expect(timeText("off", moments, "utc")).toBe("");
});

it("says nothing where there is nothing to count from", () => {
  expect(timeText("start", { ...moments, start: null }, "utc")).toBe("");
  expect(timeText("step", { ...moments, before: undefined }, "utc")).toBe("");
});

it.each([
  [0, "+0.000"],
  [-5, "+0.000"],
  [59_999, "+59.999"],
  [65_003, "+1:05.003"],
  [7_200_000, "+2:00:00.000"],
])("tells %i ms as %s", (ms, text) => expect(lapse(ms)).toBe(text));

it("goes through all ways and back to none", () => {
  expect(nextMode(nextMode(nextMode(nextMode("off"))))).toBe("off");
});
