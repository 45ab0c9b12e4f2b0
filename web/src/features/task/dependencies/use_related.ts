import { useQueries, useQuery, useQueryClient } from "@tanstack/react-query";
import { api, take } from "~/lib/api/client";
import type { Task, TaskQuery } from "~/lib/api/types";
import { freshest } from "~/lib/live";
import { taskQuery } from "~/lib/task_query";
import { type Edge, edgesOf, upstream } from "./graph";

/** More than this is no small graph any more. */
const MOST = 30;

export interface Related {
  /** All that are shown, the task itself first. */
  ids: string[];
  /** Null for what one may not see, or what is gone; undefined while it is asked for. */
  find: (id: string) => Task | null | undefined;
  edges: Edge[];
  /** What still waits for the task to end. */
  waiters: Task[];
}

export function useRelated(task: Task): Related {
  const client = useQueryClient();
  const waiters = useWaiters(task.id);
  const cached = (id: string) =>
    id === task.id ? task : client.getQueryData<Task>(taskQuery(id).queryKey);
  const before = upstream(task, cached, MOST);
  const asked = task.follow_up === null ? before : [...before, task.follow_up];
  const others = asked.filter((id) => id !== task.id);
  const answers = useQueries({
    queries: others.map((id) => ({ ...taskQuery(id), retry: false })),
  });

  const known = new Map<string, Task | null | undefined>([[task.id, task]]);
  others.forEach((id, i) => {
    known.set(id, answers[i]?.data ?? (answers[i]?.isError ? null : undefined));
  });
  for (const waiter of waiters) known.set(waiter.id, waiter);
  const ids = [...new Set([...asked, ...waiters.map((waiter) => waiter.id)])].slice(0, MOST);
  return {
    ids,
    find: (id) => known.get(id),
    edges: edgesOf([...known.values()].filter((one) => one !== null && one !== undefined)),
    waiters,
  };
}

const NOBODY: Task[] = [];

export function useWaiters(id: string): Task[] {
  const { data } = useQuery({
    queryKey: ["tasks", "waiting-for", id],
    queryFn: async ({ signal }) => {
      const query: TaskQuery = { waits_for: [id], limit: MOST, order_by: "created_at" };
      const page = await take(api.GET("/api/v1/tasks", { params: { query }, signal }));
      return { ...page, tasks: page.tasks.map(freshest) };
    },
  });
  return data?.tasks ?? NOBODY;
}
