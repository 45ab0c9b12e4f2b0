import { queryOptions } from "@tanstack/react-query";
import { api, take } from "./api/client";
import { freshest } from "./live";

/** One task; the stream keeps it fresh once it is here. */
export function taskQuery(id: string) {
  return queryOptions({
    queryKey: ["task", id],
    queryFn: async ({ signal }) => {
      const params = { path: { task_id: id } };
      return freshest(await take(api.GET("/api/v1/tasks/{task_id}", { params, signal })));
    },
  });
}
