import { type InfiniteData, type QueryClient, useQueryClient } from "@tanstack/react-query";
import { useEffect, useEffectEvent } from "react";
import type { Task } from "~/lib/api/types";
import { onFacts, type TaskPage } from "~/lib/live";

const GATHER_MS = 300;

/**
 * Asks again for the lists below `key` when a task is told of that belongs there and is in none.
 *
 * The stream keeps the tasks of a list as they are, but puts none into it.
 */
export function useNewcomers(key: readonly string[], belongs: (task: Task) => boolean): void {
  const client = useQueryClient();
  const name = key.join();
  const isNew = useEffectEvent((task: Task) => belongs(task) && !isListed(client, key, task.id));
  useEffect(() => {
    let timer: number | undefined;
    const end = onFacts((facts) => {
      if (timer !== undefined || !facts.some(({ task }) => task !== null && isNew(task))) return;
      timer = window.setTimeout(() => {
        timer = undefined;
        void client.invalidateQueries({ queryKey: name.split(",") });
      }, GATHER_MS);
    });
    return () => {
      end();
      window.clearTimeout(timer);
    };
  }, [client, name]);
}

function isListed(client: QueryClient, key: readonly string[], id: string): boolean {
  return client
    .getQueriesData<TaskPage | InfiniteData<TaskPage>>({ queryKey: key })
    .flatMap(([, data]) => (data === undefined ? [] : "pages" in data ? data.pages : [data]))
    .some((page) => page.tasks.some((task) => task.id === id));
}
