import { useCallback, useMemo } from "react";
import { useLocation, useSearch } from "wouter";

export type Change = Record<string, string | readonly string[] | null>;

/**
 * The query of the page's address and how to change it. Null removes a parameter.
 *
 * A change is a step that Back undoes, unless `replace` says it is none (typing in a field).
 */
export function useQueryState(): [
  URLSearchParams,
  (change: Change, how?: { replace?: boolean }) => void,
] {
  const search = useSearch();
  const [path, navigate] = useLocation();
  const query = useMemo(() => new URLSearchParams(search), [search]);
  const change = useCallback(
    (wanted: Change, how: { replace?: boolean } = {}) => {
      const next = changed(new URLSearchParams(window.location.search), wanted);
      // What follows # is the log's: the lines that a link points at.
      const { hash } = window.location;
      navigate(path + (next === "" ? "" : `?${next}`) + hash, { replace: how.replace ?? false });
    },
    [path, navigate],
  );
  return [query, change];
}

/** The query after a change, readable: commas and colons stay as they are. */
export function changed(query: URLSearchParams, change: Change): string {
  for (const [name, value] of Object.entries(change)) {
    query.delete(name);
    for (const one of value === null ? [] : [value].flat()) query.append(name, one);
  }
  return query.toString().replaceAll("%2C", ",").replaceAll("%3A", ":");
}
