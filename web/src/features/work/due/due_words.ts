import type { Task } from "~/lib/api/types";
import { isFinal } from "~/lib/status";
import { hour, millis, moment, relative, roughly, wallTime, weekday, type Zone } from "~/lib/time";

const HOUR = 3_600_000;

export interface DueWords {
  text: string;
  tone: "quiet" | "soon" | "late";
}

type Dated = Pick<Task, "status" | "reason" | "deadline" | "finished_at" | "updated_at">;

/** By when it is to be done, or since when it is; null where there is nothing to say. */
export function dueWords(task: Dated, now: number, zone: Zone): DueWords | null {
  if (isExpired(task)) return { text: `Expired ${relative(endOf(task), now)}`, tone: "late" };
  if (isFinal(task)) return { text: relative(endOf(task), now), tone: "quiet" };
  if (task.deadline === null) return null;
  const at = millis(task.deadline);
  return { text: inWords(at, now, zone), tone: toneOf(at - now) };
}

export function isExpired(task: Pick<Task, "status" | "reason">): boolean {
  return task.status === "failed" && task.reason === "expired";
}

function endOf(task: Dated): string {
  return (isExpired(task) ? task.deadline : null) ?? task.finished_at ?? task.updated_at;
}

// As the server warns: a day before, and an hour before.
function toneOf(left: number): DueWords["tone"] {
  if (left <= HOUR) return "late";
  return left <= 24 * HOUR ? "soon" : "quiet";
}

function inWords(at: number, now: number, zone: Zone): string {
  if (at <= now) return `due ${relative(at, now)}`;
  if (at < wallTime(now, zone, 1)) return `${hour(at, zone)}, in ${roughly(at - now)}`;
  if (at < wallTime(now, zone, 2)) return `tomorrow ${hour(at, zone)}`;
  if (at < wallTime(now, zone, 7)) return `${weekday(at, zone)} ${hour(at, zone)}`;
  return moment(at, zone, now);
}
