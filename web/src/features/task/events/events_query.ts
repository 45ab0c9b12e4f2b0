import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api, take } from "~/lib/api/client";
import type { components } from "~/lib/api/schema";
import type { Task } from "~/lib/api/types";

export type PastEvent = components["schemas"]["PastEventOut"];
export type Act = components["schemas"]["AuditEntryOut"];

/** What happened to it; every change of the task is a reason to ask again. */
export function eventsQuery(task: Task) {
  return queryOptions({
    queryKey: ["past-events", task.id, task.version],
    queryFn: ({ signal }) => {
      const params = { path: { task_id: task.id } };
      return take(api.GET("/api/v1/tasks/{task_id}/events", { params, signal }));
    },
    placeholderData: keepPreviousData,
  });
}

const MOST = 200;

/** What others did with it: the audit log tells that, and tells it to administrators only. */
export function actsQuery(task: Task) {
  return queryOptions({
    queryKey: ["audit", "of-task", task.id, task.version],
    queryFn: async ({ signal }) => {
      const query = { target: `task:${task.id}`, outcome: "ok", limit: MOST } as const;
      const page = await take(api.GET("/api/v1/audit", { params: { query }, signal }));
      // All of it as text is another format, which was not asked for.
      return typeof page === "string" ? [] : page.entries;
    },
    placeholderData: keepPreviousData,
  });
}
