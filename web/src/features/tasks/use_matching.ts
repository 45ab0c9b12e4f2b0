import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { api, take } from "~/lib/api/client";
import { type Counts, countsQuery } from "~/lib/counts";
import { withTerm } from "~/lib/terms";
import { meaningOf } from "./filter/meaning";
import { useNamed } from "./use_named";

/**
 * How many tasks there are in each state, of those the rest of the filter wants. The frame keeps
 * all counts live.
 */
export function useStateCounts(text: string): Counts | undefined {
  const rest = withTerm(text, "status", null);
  const people = useNamed(rest);
  return useQuery(
    rest === ""
      ? countsQuery
      : {
          queryKey: ["counts", rest],
          enabled: people !== undefined,
          queryFn: async ({ signal }): Promise<Counts> => {
            const { filter } = meaningOf(rest, { now: Date.now(), people: people ?? [] });
            const query = { ...filter, limit: 1, include: ["counts" as const] };
            const page = await take(api.GET("/api/v1/tasks", { params: { query }, signal }));
            return page.counts ?? {};
          },
          placeholderData: (old: Counts | undefined) => old,
        },
  ).data;
}

/** How many tasks the whole filter wants. */
export function useMatching(text: string): number | undefined {
  const counts = useStateCounts(text);
  return useMemo(() => {
    const { status } = meaningOf(text, { now: 0, people: [] }).filter;
    return counts && total(counts, status ?? null);
  }, [counts, text]);
}

/** Of all states when none are named. */
export function total(counts: Counts, states: readonly string[] | null): number {
  return Object.entries(counts)
    .filter(([state]) => states === null || states.includes(state))
    .reduce((sum, [, n]) => sum + n, 0);
}
