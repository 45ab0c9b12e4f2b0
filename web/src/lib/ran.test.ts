import { expect, it } from "vitest";
import { aTask } from "~/test/tasks";
import { ranMs } from "./ran";

const started_at = "2026-11-20T14:00:00.000Z";
const finished_at = "2026-11-20T14:00:48.500Z";

it.each([
  ["what was measured", { status: "completed", duration_ms: 48_012, finished_at }, 48_012],
  ["of what was lost, until that was seen", { status: "failed", finished_at }, 48_500],
  ["nothing yet while it runs", { status: "running" }, null],
  ["nothing of what never began", { status: "cancelled", started_at: null, finished_at }, null],
] as const)("a run took %s", (_, change, ms) => {
  expect(ranMs(aTask({ started_at, ...change }))).toBe(ms);
});
