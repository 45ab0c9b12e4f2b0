import { api, isProblem, take } from "~/lib/api/client";
import type { Task } from "~/lib/api/types";
import { onFacts, onFresh } from "~/lib/live";
import { isFinal } from "~/lib/status";
import { announce } from "./announce";
import { inOneTab } from "./one_tab";
import { unwant, wantedIds } from "./wanted";

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
  inOneTab(`told.${task.id}`, () => {
    // Another tab has told of it a while ago.
    if (!wantedIds().includes(task.id)) return;
    unwant(task.id);
    announce(task);
  });
}

async function look(id: string): Promise<void> {
  try {
    const params = { path: { task_id: id } };
    hear(await take(api.GET("/api/v1/tasks/{task_id}", { params })));
  } catch (error) {
    if (isProblem(error, "not-found")) unwant(id);
  }
}
