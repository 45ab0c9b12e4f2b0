import { useEffect } from "react";
import { api, isProblem, take } from "~/lib/api/client";
import type { Task } from "~/lib/api/types";
import { onFacts, onFresh } from "~/lib/live";
import { isFinal } from "~/lib/status";
import { announce } from "./announce";
import { inOneTab } from "./one_tab";
import { unwant, wantedIds } from "./wanted";

/** Tells of the tasks that somebody wants to hear of when they end, on whatever page one is. */
export function useWanted(): void {
  useEffect(() => {
    const ends = [
      onFacts((facts) => {
        for (const { task } of facts) if (task !== null) hear(task);
      }),
      // This computer has slept, or the page is new: what ended meanwhile is told of late.
      onFresh(() => void Promise.all(wantedIds().map(look))),
    ];
    return () => {
      for (const end of ends) end();
    };
  }, []);
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
