import { api, isProblem, take } from "~/lib/api/client";
import type { Task } from "~/lib/api/types";
import { onFacts, onFresh } from "~/lib/live";
import { isFinal } from "~/lib/status";
import { announce } from "./announce";
import { unwant, wantedIds } from "./wanted";

const HIDDEN_WAITS_MS = 500;
const HELD_MS = 3_000;

let isWatching = false;

/** Tells of the wanted tasks when they end, from now on, on whatever page one is. */
export function watchWanted(): void {
  if (isWatching) return;
  isWatching = true;
  onFacts((facts) => {
    for (const { task } of facts) if (task !== null) hear(task);
  });
  // This computer has slept: what ended meanwhile is told of late.
  onFresh(() => void Promise.all(wantedIds().map(look)));
}

function hear(task: Task): void {
  if (!isFinal(task) || !wantedIds().includes(task.id)) return;
  // A tab that somebody looks at comes first.
  window.setTimeout(() => void once(task), document.hidden ? HIDDEN_WAITS_MS : 0);
}

async function look(id: string): Promise<void> {
  try {
    const params = { path: { task_id: id } };
    hear(await take(api.GET("/api/v1/tasks/{task_id}", { params })));
  } catch (error) {
    if (isProblem(error, "not-found")) unwant(id);
  }
}

/** In one tab only: the others find the lock taken, and later that nobody wants it any more. */
async function once(task: Task): Promise<void> {
  await navigator.locks.request(`taskyard.told.${task.id}`, { ifAvailable: true }, async (lock) => {
    if (lock === null || !wantedIds().includes(task.id)) return;
    unwant(task.id);
    announce(task);
    await new Promise((done) => window.setTimeout(done, HELD_MS));
  });
}
