import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { api, take } from "~/lib/api/client";
import type { Task } from "~/lib/api/types";
import { freshest, type TaskPage } from "~/lib/live";
import { useNewcomers } from "./newcomers";

// More than these wait rarely; of those the newest are known.
const LIMIT = 500;
const KEY = ["tasks", "blocked"];
const NONE: readonly Task[] = [];

/** The commands that wait for a task to end, of those one may see. */
export function useWaiting(): (id: string) => readonly Task[] {
  const { data } = useQuery({
    queryKey: KEY,
    queryFn: async ({ signal }): Promise<TaskPage> => {
      const query = { status: ["blocked"], limit: LIMIT };
      const page = await take(api.GET("/api/v1/tasks", { params: { query }, signal }));
      return { ...page, tasks: page.tasks.map(freshest) };
    },
  });
  useNewcomers(KEY, (task) => task.status === "blocked");
  return useMemo(() => {
    const waiting = waitingFor(data?.tasks ?? []);
    return (id) => waiting.get(id) ?? NONE;
  }, [data]);
}

/** By the id of what they wait for; the oldest first. */
export function waitingFor(tasks: readonly Task[]): Map<string, Task[]> {
  const waiting = new Map<string, Task[]>();
  for (const task of tasks.toReversed().filter(({ status }) => status === "blocked"))
    for (const id of task.after) waiting.set(id, [...(waiting.get(id) ?? []), task]);
  return waiting;
}
