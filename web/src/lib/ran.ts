import type { Task } from "./api/types";
import { isFinal } from "./status";
import { millis } from "./time";

export type Run = Pick<Task, "status" | "started_at" | "finished_at" | "duration_ms">;

/** How long it ran, as far as that is known; null while it runs, and of what never began. */
export function ranMs(task: Run): number | null {
  const { duration_ms, started_at: from, finished_at: to } = task;
  if (duration_ms !== null) return duration_ms;
  // Of what was lost nobody measured it.
  if (!isFinal(task) || from === null || to === null) return null;
  return Math.max(0, millis(to) - millis(from));
}
