import { useCallback } from "react";
import { useQueryState } from "~/lib/query_state";

export const VIEWS = ["list", "board", "timeline"] as const;
export type View = (typeof VIEWS)[number];

export const NEWEST = "-created_at";

/** What the page's address says about the list, and how to say something else. */
export function useListing() {
  const [query, change] = useQueryState();
  const view = VIEWS.find((one) => one === query.get("view")) ?? "list";
  return {
    text: query.get("q") ?? "",
    order: query.get("sort") ?? NEWEST,
    view,
    peek: query.get("peek"),
    /** `replace` while somebody types: Back shall not go letter by letter. */
    setText: useCallback(
      (text: string, how?: { replace?: boolean }) => change({ q: text || null }, how),
      [change],
    ),
    setOrder: useCallback(
      (order: string) => change({ sort: order === NEWEST ? null : order }),
      [change],
    ),
    setView: useCallback((next: View) => change({ view: next === "list" ? null : next }), [change]),
    /** The same one again closes it. */
    setPeek: useCallback(
      (id: string | null) => {
        const open = new URLSearchParams(window.location.search).get("peek");
        change({ peek: id === open ? null : id }, { replace: true });
      },
      [change],
    ),
  };
}
