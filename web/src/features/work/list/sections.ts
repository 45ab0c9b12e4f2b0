import type { Task } from "~/lib/api/types";
import { isFinal } from "~/lib/status";
import { millis, wallTime, type Zone } from "~/lib/time";
import { isExpired } from "../due/due_words";

export const GROUPINGS = ["due", "priority", "person"] as const;
export type Grouping = (typeof GROUPINGS)[number];

export interface Section {
  title: string;
  tasks: Task[];
}

/** Where a task stands: sections of a lower rank come first, those of one rank by their titles. */
interface Place {
  rank: number;
  title: string;
}

const DONE: Place = { rank: 9, title: "Done (7 days)" };
const PRIORITIES: Record<Task["priority"], Place> = {
  urgent: { rank: 1, title: "Urgent" },
  normal: { rank: 2, title: "Normal" },
  low: { rank: 3, title: "Low" },
};

/** The tasks in sections, in the order in which somebody would look at them. */
export function sectionsOf(
  tasks: readonly Task[],
  by: Grouping,
  now: number,
  zone: Zone,
): Section[] {
  const places = new Map<string, Place & Section>();
  for (const task of tasks) {
    const place = placeOf(task, by, now, zone);
    const section = places.get(place.title) ?? { ...place, tasks: [] };
    section.tasks.push(task);
    places.set(place.title, section);
  }
  const sections = [...places.values()].sort(
    (one, other) => one.rank - other.rank || one.title.localeCompare(other.title),
  );
  for (const { tasks, title } of sections) tasks.sort(title === DONE.title ? byEnd : byUrgency);
  return sections;
}

function placeOf(task: Task, by: Grouping, now: number, zone: Zone): Place {
  if (isFinal(task) && !isExpired(task)) return DONE;
  switch (by) {
    case "due":
      return dueOf(task, now, zone);
    case "priority":
      return PRIORITIES[task.priority];
    case "person":
      return task.assigned_to === null
        ? { rank: 1, title: "Nobody" }
        : { rank: 2, title: task.assigned_to.name };
  }
}

function dueOf(task: Task, now: number, zone: Zone): Place {
  const at = task.deadline === null ? null : millis(task.deadline);
  if (at === null) return { rank: 5, title: "No deadline" };
  if (at <= now) return { rank: 1, title: "Overdue" };
  if (at < wallTime(now, zone, 1)) return { rank: 2, title: "Today" };
  // The next seven days: on a Friday, Monday is nearer than "later" sounds.
  if (at < wallTime(now, zone, 7)) return { rank: 3, title: "This week" };
  return { rank: 4, title: "Later" };
}

const URGENCY: Record<Task["priority"], number> = { urgent: 0, normal: 1, low: 2 };

function byUrgency(one: Task, other: Task): number {
  return (
    dueAt(one) - dueAt(other) ||
    URGENCY[one.priority] - URGENCY[other.priority] ||
    Number(other.id) - Number(one.id)
  );
}

function dueAt(task: Task): number {
  // Not Infinity: the difference of two of them is no number.
  return task.deadline === null ? Number.MAX_SAFE_INTEGER : millis(task.deadline);
}

function byEnd(one: Task, other: Task): number {
  return millis(other.finished_at ?? 0) - millis(one.finished_at ?? 0);
}
