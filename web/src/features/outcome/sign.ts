import type { Status, Task } from "~/lib/api/types";

/** What a tab can say of a task in a few pixels. */
export type Sign = "idle" | "waiting" | "running" | "done" | "failed" | "cancelled";

type Shown = Pick<Task, "status" | "progress" | "name">;

const SIGNS: Record<Status, Sign> = {
  blocked: "waiting",
  queued: "waiting",
  running: "running",
  cancelling: "running",
  unassigned: "waiting",
  pending: "waiting",
  in_progress: "waiting",
  completed: "done",
  failed: "failed",
  cancelled: "cancelled",
};

const MARKS: Record<Sign, string> = {
  idle: "",
  waiting: "",
  running: "… ",
  done: "✓ ",
  failed: "✗ ",
  cancelled: "⊘ ",
};

export function signOf(task: Pick<Task, "status">): Sign {
  return SIGNS[task.status];
}

/** How far a running task says it is, in whole percent; null when it says nothing. */
export function percentOf(task: Pick<Task, "status" | "progress">): number | null {
  const fraction = task.progress?.fraction ?? null;
  if (fraction === null || signOf(task) !== "running") return null;
  // What has not ended is not done.
  return Math.min(99, Math.floor(fraction * 100));
}

/** "62% backup", "✓ backup": what matters first, for tabs that are narrow. */
export function titleOf(task: Shown): string {
  const percent = percentOf(task);
  return percent === null ? MARKS[signOf(task)] + task.name : `${percent}% ${task.name}`;
}
