import { useCallback } from "react";
import { useQueryState } from "~/lib/query_state";

export type Kind = "all" | "out" | "err" | "matches";

export interface Filter {
  only: Kind;
  /** Lines around each match. */
  context: number;
}

export const MOST_CONTEXT = 5;
const KINDS: readonly string[] = ["out", "err", "matches"];

export function filterOf(query: URLSearchParams): Filter {
  const [only, context] = [query.get("only") ?? "", Number(query.get("context"))];
  return {
    only: KINDS.includes(only) ? (only as Kind) : "all",
    context: Number.isInteger(context) && context > 0 ? Math.min(context, MOST_CONTEXT) : 0,
  };
}

/** Which lines are shown, as the address says. */
export function useFilter(): [Filter, (change: Partial<Filter>) => void] {
  const [query, change] = useQueryState();
  const filter = filterOf(query);
  const set = useCallback(
    ({ only, context }: Partial<Filter>) =>
      change(
        {
          ...(only === undefined ? {} : { only: only === "all" ? null : only }),
          ...(context === undefined ? {} : { context: context === 0 ? null : String(context) }),
        },
        { replace: true },
      ),
    [change],
  );
  return [filter, set];
}
