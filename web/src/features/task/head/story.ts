import type { Task } from "~/lib/api/types";
import { lookOf } from "~/lib/status";
import { millis } from "~/lib/time";

/** A moment in the life of a task, and how long it was until the next one. */
export interface Step {
  label: string;
  at: string;
  /** Null for the last one: it is the end, or it goes on. */
  lastedMs: number | null;
}

// A task that may run at once is queued as it is created: that is one step then.
const AT_ONCE_MS = 1_000;

export function storyOf(task: Task): Step[] {
  const { created_at, queued_at, started_at, finished_at } = task;
  const isLate = queued_at === null || millis(queued_at) - millis(created_at) > AT_ONCE_MS;
  const moments: [label: string, at: string | null][] = [
    ["Created", isLate ? created_at : null],
    ["Queued", queued_at],
    [task.attempt > 1 ? `Started again, attempt ${task.attempt}` : "Started", started_at],
    [lookOf(task).label, finished_at],
  ];
  const steps = moments.flatMap(([label, at]) => (at === null ? [] : [{ label, at }]));
  const hasRun = started_at !== null && finished_at !== null;
  return steps.map((step, i) => {
    // The run itself was measured: the moments before and after it were noted a little apart.
    const measured = hasRun && i === steps.length - 2 ? task.duration_ms : null;
    return { ...step, lastedMs: measured ?? lasted(step.at, steps[i + 1]?.at) };
  });
}

function lasted(from: string, to: string | undefined): number | null {
  // The server's clock may have been set back in between.
  return to === undefined ? null : Math.max(0, millis(to) - millis(from));
}
