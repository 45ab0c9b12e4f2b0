import { expect, it } from "vitest";
import { levelsOf } from "./up_down_levels";

it("has one scale for both sides, and names the deepest", () => {
  const { ticks, lowest, highest } = levelsOf(137, 18);
  expect(ticks.map((tick) => tick.label)).toEqual(["18", "0", "50", "100", "150"]);
  expect([lowest, highest]).toEqual([-18, 150]);
});

it("gives a few failures some room, but no name that would lie on another", () => {
  const { ticks, lowest } = levelsOf(137, 1);
  expect(lowest).toBe(-15);
  expect(ticks[0]?.label).toBe("0");
});

it("ends at the axis where nothing is below it", () => {
  expect(levelsOf(5, 0).lowest).toBe(0);
});
