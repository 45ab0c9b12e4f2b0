import type { Task } from "~/lib/api/types";
import { isFinal, lookOf, type Tone } from "~/lib/status";

/** A task in time, in milliseconds since 1970. */
export interface Interval {
  task: Task;
  /** Since when it waited. */
  from: number;
  /** When it began; null while it waits, or when it never did. */
  began: number | null;
  /** When it ended, or now. */
  to: number;
  tone: Tone;
}

export interface Row {
  name: string;
  /** Those that overlap are on lanes of their own. */
  lanes: Interval[][];
}

export function intervalOf(task: Task, now: number): Interval {
  const began = task.started_at === null ? null : Date.parse(task.started_at);
  const ended = task.finished_at === null ? now : Date.parse(task.finished_at);
  const from = Math.min(Date.parse(task.queued_at ?? task.created_at), began ?? ended);
  return { task, from, began, to: isFinal(task) ? ended : now, tone: lookOf(task).tone };
}

/** One row for each name, the one that was seen last on top; only what is in the window. */
export function rowsOf(tasks: readonly Task[], since: number, now: number): Row[] {
  const named = new Map<string, Interval[]>();
  const intervals = tasks
    .map((task) => intervalOf(task, now))
    .filter((one) => one.to >= since)
    .sort((a, b) => a.from - b.from);
  for (const one of intervals) {
    const same = named.get(one.task.name);
    if (same === undefined) named.set(one.task.name, [one]);
    else same.push(one);
  }
  return [...named]
    .map(([name, some]) => ({ name, lanes: lanesOf(some) }))
    .sort((a, b) => lastOf(b) - lastOf(a));
}

// Of more at once nobody sees each: they lie on each other then.
const LANES = 6;

/** Each on the first lane that is free by then; they come in the order of their beginnings. */
function lanesOf(intervals: readonly Interval[]): Interval[][] {
  const lanes: Interval[][] = [];
  for (const one of intervals) {
    const free = lanes.find((lane) => endOf(lane) <= one.from);
    if (free !== undefined) free.push(one);
    else if (lanes.length < LANES) lanes.push([one]);
    else lanes.reduce((a, b) => (endOf(b) < endOf(a) ? b : a)).push(one);
  }
  return lanes;
}

function endOf(lane: readonly Interval[]): number {
  return lane.at(-1)?.to ?? 0;
}

function lastOf(row: Row): number {
  return Math.max(...row.lanes.map((lane) => lane.at(-1)?.from ?? 0));
}

/** A part of the window in percent: what sticks out of it is cut off. */
export function part(
  from: number,
  to: number,
  window: { from: number; to: number },
): { left: number; width: number } {
  const span = window.to - window.from;
  const left = Math.max(0, ((from - window.from) / span) * 100);
  const right = Math.min(100, ((to - window.from) / span) * 100);
  return { left, width: Math.max(0, right - left) };
}
