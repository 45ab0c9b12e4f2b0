import { useCallback } from "react";
import { useQueryState } from "~/lib/query_state";

export const PAGE = 1_000;

/** The page of the plain view that the address asks for, from 1; null for the other view. */
function plainIn(query: URLSearchParams): number | null {
  const page = Number(query.get("plain"));
  return query.has("plain") && Number.isInteger(page) && page >= 1 ? page : null;
}

export function usePlain(): [number | null, (page: number | null) => void] {
  const [query, change] = useQueryState();
  const open = useCallback(
    (page: number | null) => change({ plain: page === null ? null : String(page) }),
    [change],
  );
  return [plainIn(query), open];
}
