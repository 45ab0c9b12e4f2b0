import type { InfiniteData, QueryClient } from "@tanstack/react-query";
import type { Task } from "~/lib/api/types";
import { freshest, type TaskPage } from "~/lib/live";

type Cached = TaskPage | InfiniteData<TaskPage> | undefined;

/** What a list has told of it: enough to show until it was asked for itself. */
export function fromLists(client: QueryClient, id: string): Task | undefined {
  for (const [, data] of client.getQueriesData<Cached>({ queryKey: ["tasks"] })) {
    const pages = data === undefined ? [] : "pages" in data ? data.pages : [data];
    for (const page of pages) {
      const found = page.tasks?.find((task) => task.id === id);
      if (found !== undefined) return freshest(found);
    }
  }
  return undefined;
}
