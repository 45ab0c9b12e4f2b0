import type { Task } from "../api/types";

const KEPT = 2_000;
const newest = new Map<string, Task>();

/** What the stream said of a task last: a list that was asked for before may arrive after it. */
export function remember(task: Task): void {
  newest.delete(task.id);
  newest.set(task.id, task);
  if (newest.size > KEPT) {
    const oldest = newest.keys().next().value;
    if (oldest !== undefined) newest.delete(oldest);
  }
}

export function newer(one: Task, other: Task): Task {
  return isNewer(one, other) ? one : other;
}

/** The task as it is known best. */
export function freshest(task: Task): Task {
  const known = newest.get(task.id);
  return known === undefined ? task : newer(known, task);
}

export function forget(): void {
  newest.clear();
}

// Progress is no change of version: there the one that has written or used more is newer.
function isNewer(one: Task, other: Task): boolean {
  if (one.version !== other.version) return one.version > other.version;
  if (written(one) !== written(other)) return written(one) > written(other);
  return used(one) > used(other);
}

function written({ log }: Task): number {
  return log.bytes + log.dropped_bytes;
}

function used({ usage }: Task): number {
  return usage?.cpu_ms ?? -1;
}
