import { infiniteQueryOptions } from "@tanstack/react-query";
import { api, take } from "~/lib/api/client";
import type { Person } from "~/lib/api/types";
import { freshest, type TaskPage } from "~/lib/live";
import { meaningOf } from "../filter/meaning";

const LIMIT = 100;

export interface Wanted {
  /** The filter as it is written. */
  text: string;
  order: string;
  people: readonly Person[];
}

/** One page of the tasks that are wanted, as they are known best. */
export async function fetchPage(
  { text, order, people }: Wanted,
  cursor: string | null,
  signal?: AbortSignal,
): Promise<TaskPage> {
  const { filter } = meaningOf(text, { now: Date.now(), people });
  const query = { ...filter, order_by: order, limit: LIMIT, ...(cursor ? { cursor } : {}) };
  const page = await take(
    api.GET("/api/v1/tasks", { params: { query }, ...(signal ? { signal } : {}) }),
  );
  return { ...page, tasks: page.tasks.map(freshest) };
}

export function listQuery(wanted: Wanted) {
  return infiniteQueryOptions({
    queryKey: ["tasks", "list", wanted.text, wanted.order],
    queryFn: ({ pageParam, signal }) => fetchPage(wanted, pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
    // It is kept fresh by the stream; what was missed meanwhile is looked for at its top.
    staleTime: Number.POSITIVE_INFINITY,
    meta: { renewsItself: true },
  });
}

export type ListKey = ReturnType<typeof listQuery>["queryKey"];
