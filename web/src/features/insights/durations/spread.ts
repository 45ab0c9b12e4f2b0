import type { Task } from "~/lib/api/types";
import { millis } from "~/lib/time";
import { ascending, type Ending, endingOf, finely, quantile } from "~/ui/plots";

/** A run that took some time, and how it ended. */
export interface Run {
  task: Task;
  at: number;
  ms: number;
  ending: Ending;
}

/** Those that began and have ended, the oldest first. */
export function runsOf(tasks: readonly Task[]): Run[] {
  return tasks.toReversed().flatMap((task) => {
    const ending = endingOf(task.status);
    const { started_at, duration_ms } = task;
    if (ending === null || started_at === null || duration_ms === null) return [];
    return [{ task, at: millis(started_at), ms: duration_ms, ending }];
  });
}

export interface Spread {
  median: number;
  p10: number;
  p90: number;
}

/** Of what completed: what failed early says nothing about how long it takes. */
export function spreadOf(runs: readonly Run[]): Spread | null {
  const times = ascending(completed(runs));
  if (times.length === 0) return null;
  const [p10, median, p90] = [0.1, 0.5, 0.9].map((part) => quantile(times, part));
  return { p10: p10 ?? 0, median: median ?? 0, p90: p90 ?? 0 };
}

const ENOUGH = 10;

/** "The newer half took 12 % longer than the older." Null when there are too few to say. */
export function trend(runs: readonly Run[]): string | null {
  const times = completed(runs);
  if (times.length < ENOUGH) return null;
  const half = Math.floor(times.length / 2);
  const older = quantile(ascending(times.slice(0, half)), 0.5);
  const newer = quantile(ascending(times.slice(half)), 0.5);
  const percent = Math.round((100 * (newer - older)) / Math.max(1, older));
  if (percent === 0) return "The newer half took as long as the older.";
  return `The newer half took ${Math.abs(percent)} % ${percent > 0 ? "longer" : "less"} than the older.`;
}

function completed(runs: readonly Run[]): number[] {
  return runs.filter((run) => run.ending === "completed").map((run) => run.ms);
}

/** "Half took up to 4m 10s, 90 of 100 up to 6m 02s." */
export function inWords(spread: Spread): string {
  return `Half took up to ${finely(spread.median)}, 90 of 100 up to ${finely(spread.p90)}.`;
}
