import { useCallback, useMemo } from "react";
import { useQueryState } from "~/lib/query_state";
import type { Pattern } from "../view/finders";

export const LONGEST = 1_000;

/** What is searched for, as the address says; null when nothing is. */
export function askedIn(query: URLSearchParams): Required<Pattern> | null {
  const q = (query.get("find") ?? "").slice(0, LONGEST);
  if (q === "" || q.includes("\n")) return null;
  return { q, regex: query.get("regex") === "1", case: query.get("case") === "1" };
}

/** What is searched for; kept in the address, so that a link shows the same. */
export function useAsked(): [
  Required<Pattern> | null,
  (change: Partial<Required<Pattern>>) => void,
] {
  const [query, change] = useQueryState();
  const asked = useMemo(() => askedIn(query), [query]);
  const ask = useCallback(
    (wanted: Partial<Required<Pattern>>) => {
      const next: Record<string, string | null> = {};
      if (wanted.q !== undefined) next.find = wanted.q === "" ? null : wanted.q;
      if (wanted.regex !== undefined) next.regex = wanted.regex ? "1" : null;
      if (wanted.case !== undefined) next.case = wanted.case ? "1" : null;
      if (wanted.q === "" && query.get("only") === "matches") next.only = null;
      change(next, { replace: true });
    },
    [query, change],
  );
  return [asked, ask];
}
