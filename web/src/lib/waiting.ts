import { queryOptions } from "@tanstack/react-query";
import { api, take } from "./api/client";
import type { Task } from "./api/types";
import { freshest, type TaskPage } from "./live";

// More than these wait rarely; of those the newest are known.
const LIMIT = 500;

/** The tasks that wait for others, of those one may see. */
export const blockedQuery = queryOptions({
  queryKey: ["tasks", "blocked"],
  queryFn: async ({ signal }): Promise<TaskPage> => {
    const query = { status: ["blocked"], limit: LIMIT };
    const page = await take(api.GET("/api/v1/tasks", { params: { query }, signal }));
    return { ...page, tasks: page.tasks.map(freshest) };
  },
});

/** By the id of what they wait for; the oldest first. */
export function waitingFor(tasks: readonly Task[]): Map<string, Task[]> {
  const waiting = new Map<string, Task[]>();
  for (const task of tasks.toReversed().filter(({ status }) => status === "blocked"))
    for (const id of task.after) waiting.set(id, [...(waiting.get(id) ?? []), task]);
  return waiting;
}
