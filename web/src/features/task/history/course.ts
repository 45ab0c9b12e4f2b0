import type { Task } from "~/lib/api/types";
import { counted } from "~/lib/size";
import { duration } from "~/lib/time";
import { why } from "~/lib/why";
import { ascending, type Ending, endingOf, quantile } from "~/ui/plots";

/** A run that has ended, and how long it took. */
export interface Run {
  task: Task;
  ending: Ending;
  /** Null when it never began. */
  durationMs: number | null;
}

/** Those that have ended, the oldest first. */
export function runsOf(tasks: readonly Task[]): Run[] {
  return tasks.toReversed().flatMap((task) => {
    const ending = endingOf(task.status);
    return ending === null ? [] : [{ task, ending, durationMs: task.duration_ms }];
  });
}

export interface Spread {
  median: number;
  /** Of a hundred, ninety-five take no longer. */
  p95: number;
}

/** Of what completed: what failed early says nothing about how long it takes. */
export function spreadOf(runs: readonly Run[]): Spread | null {
  const took = ascending(
    runs.flatMap(({ ending, durationMs }) =>
      ending === "completed" && durationMs !== null ? [durationMs] : [],
    ),
  );
  if (took.length === 0) return null;
  return { median: quantile(took, 0.5), p95: quantile(took, 0.95) };
}

/** "Half take less than 4m 10s, and 95 of 100 less than 6m." */
export function answer(runs: readonly Run[], spread: Spread | null): string {
  const failures = runs.filter((run) => run.ending === "failed").length;
  const failed =
    failures === 0 ? "None failed." : `${failures} of ${counted(runs.length, "run")} failed.`;
  if (spread === null) return `None completed. ${failed}`;
  const { median, p95 } = spread;
  if (median === p95) return `What completed took ${duration(median)}. ${failed}`;
  return `Of what completed, half took up to ${duration(median)} and 95 of 100 up to ${duration(p95)}. ${failed}`;
}

/** What a run says when it is pointed at. */
export function linesOf({ task, durationMs }: Run, when: string): string[] {
  const how = why(task);
  return [
    `#${task.id} ${task.status}`,
    ...(how === null ? [] : [how]),
    ...(durationMs === null ? [] : [`took ${duration(durationMs)}`]),
    when,
  ];
}
