import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { api, take } from "~/lib/api/client";
import type { Task, TaskQuery } from "~/lib/api/types";
import { whole } from "~/lib/api/values";
import { freshest, onFacts } from "~/lib/live";

const SHOWN = 50;
/** A name that runs all the time need not be asked for all the time. */
const REST_MS = 5_000;

export interface Runs {
  /** The newest first. */
  tasks: Task[];
  hasMore: boolean;
}

/** The last commands of the same name, this one among them if it is one of the last. */
export function useRuns(task: Pick<Task, "id" | "name" | "kind">): Runs | undefined {
  const { id, name } = task;
  const client = useQueryClient();
  const isCommand = task.kind === "command";
  useEffect(() => {
    if (!isCommand) return;
    let timer: number | undefined;
    const end = onFacts((facts) => {
      const isNew = facts.some((fact) => fact.type === "task.created" && fact.task?.name === name);
      if (!isNew || timer !== undefined) return;
      timer = window.setTimeout(() => {
        timer = undefined;
        void client.invalidateQueries({ queryKey: keyOf(name) });
      }, REST_MS);
    });
    return () => {
      end();
      if (timer === undefined) return;
      window.clearTimeout(timer);
      // Whoever comes next asks for what there was no time to ask for.
      void client.invalidateQueries({ queryKey: keyOf(name) });
    };
  }, [client, name, isCommand]);
  const { data } = useQuery({
    queryKey: keyOf(name),
    queryFn: async ({ signal }) => {
      const query: TaskQuery = { name: [whole(name)], kind: ["command"], limit: SHOWN };
      const page = await take(api.GET("/api/v1/tasks", { params: { query }, signal }));
      return { ...page, tasks: page.tasks.map(freshest) };
    },
    enabled: isCommand,
    // A list from before it was made would say that there is no such run.
    refetchOnMount: ({ state }) => (has(state.data, id) ? true : "always"),
  });
  // A task that was renamed stays in the list that was asked for.
  const tasks = data?.tasks.filter((one) => one.name === name);
  return tasks && { tasks, hasMore: data?.has_more === true };
}

function has(runs: { tasks: Task[] } | undefined, id: string): boolean {
  return runs?.tasks.some((one) => one.id === id) === true;
}

function keyOf(name: string) {
  return ["tasks", "runs", name];
}
