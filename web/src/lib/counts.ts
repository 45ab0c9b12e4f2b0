import { queryOptions, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { api, take } from "./api/client";
import type { Status } from "./api/types";
import { onFacts } from "./live";

const REST_MS = 2_000;

export type Counts = Partial<Record<Status, number>>;

/** How many tasks there are in each state, of those one may see. */
export const countsQuery = queryOptions({
  queryKey: ["counts"],
  queryFn: async ({ signal }): Promise<Counts> => {
    const query = { limit: 1, include: ["counts" as const] };
    const page = await take(api.GET("/api/v1/tasks", { params: { query }, signal }));
    return page.counts ?? {};
  },
});

export function useCounts(): Counts | undefined {
  return useQuery(countsQuery).data;
}

/** How many tasks wait for whoever asks to do them. */
const mineQuery = queryOptions({
  queryKey: [...countsQuery.queryKey, "mine"],
  queryFn: async ({ signal }): Promise<number> => {
    const query = {
      assigned_to: ["me" as const],
      kind: ["person" as const],
      limit: 1,
      include: ["counts" as const],
    };
    const { counts } = await take(api.GET("/api/v1/tasks", { params: { query }, signal }));
    return (counts?.pending ?? 0) + (counts?.in_progress ?? 0);
  },
});

export function useMine(): number {
  return useQuery(mineQuery).data ?? 0;
}

/** Keeps queries that count as true as the stream tells, at most once in two seconds. */
export function useCountedLive(key: readonly unknown[]): void {
  const client = useQueryClient();
  const name = JSON.stringify(key);
  useEffect(() => {
    let timer: number | undefined;
    const end = onFacts((facts) => {
      if (timer !== undefined) return;
      if (!facts.some((fact) => fact.type !== "task.progress")) return;
      timer = window.setTimeout(() => {
        timer = undefined;
        void client.invalidateQueries({ queryKey: JSON.parse(name) });
      }, REST_MS);
    });
    return () => {
      end();
      window.clearTimeout(timer);
    };
  }, [client, name]);
}
