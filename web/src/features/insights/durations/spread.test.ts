import { expect, it } from "vitest";
import type { Task } from "~/lib/api/types";
import { runsOf, spreadOf, trend } from "./spread";

function task(id: number, more: Partial<Task> = {}): Task {
  return {
    id: String(id),
    status: "completed",
    started_at: `2026-11-20T10:${String(id).padStart(2, "0")}:00.000Z`,
    duration_ms: 1000,
    ...more,
  } as Task;
}

it("has the oldest run first, and none that has not run or not ended", () => {
  const runs = runsOf([
    task(3, { status: "running", duration_ms: null }),
    task(2, { status: "failed" }),
    task(1),
    task(0, { status: "cancelled", started_at: null, duration_ms: null }),
  ]);
  expect(runs.map((run) => [run.task.id, run.ending])).toEqual([
    ["1", "completed"],
    ["2", "failed"],
  ]);
});

it("says nothing of how long it takes from what failed", () => {
  const runs = runsOf([task(2, { status: "failed", duration_ms: 1 }), task(1)]);
  expect(spreadOf(runs)).toEqual({ p10: 1000, median: 1000, p90: 1000 });
  expect(spreadOf(runs.slice(1))).toBeNull();
});

it("tells whether the newer half took longer, once there are enough", () => {
  const slower = Array.from({ length: 10 }, (_, i) =>
    task(10 - i, { duration_ms: i < 5 ? 1500 : 1000 }),
  );
  expect(trend(runsOf(slower))).toBe("The newer half took 50 % longer than the older.");
  expect(trend(runsOf(slower.toReversed()))).toBe("The newer half took 33 % less than the older.");
  expect(trend(runsOf(slower.slice(1)))).toBeNull();
});
