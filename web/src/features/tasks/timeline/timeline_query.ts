import { queryOptions } from "@tanstack/react-query";
import { api, take } from "~/lib/api/client";
import { freshest, type TaskPage } from "~/lib/live";
import { meaningOf } from "../filter/meaning";
import type { Wanted } from "../list/list_query";
import type { Span } from "./spans";

/** As many as one answer may hold; more would be a blur. */
export const LIMIT = 1_000;

/** The commands of the window, and those that run since before it. */
export function timelineQuery({ text, people }: Wanted, span: Span) {
  return queryOptions({
    queryKey: ["tasks", "timeline", text, span.word],
    queryFn: async ({ signal }): Promise<TaskPage> => {
      const now = Date.now();
      const { filter } = meaningOf(text, { now, people });
      const since = new Date(now - span.ms).toISOString();
      const commands = { ...filter, kind: ["command" as const], limit: LIMIT };
      const ask = (query: object) => take(api.GET("/api/v1/tasks", { params: { query }, signal }));
      const [recent, running] = await Promise.all([
        ask({ ...commands, created_after: filter.created_after ?? since }),
        ask({ ...commands, status: ["running", "cancelling"] }),
      ]);
      const tasks = new Map([...recent.tasks, ...running.tasks].map((task) => [task.id, task]));
      return { ...recent, tasks: [...tasks.values()].map(freshest) };
    },
  });
}
