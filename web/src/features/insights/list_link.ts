import type { Kind } from "~/lib/api/types";
import { changed } from "~/lib/query_state";
import { textOf } from "~/lib/terms";

interface Wanted {
  status?: string;
  name?: string;
  kind?: Kind | null;
  from?: number;
  to?: number;
}

/** The list of these tasks. Its times are those of their creation. */
export function listLink({ status, name, kind, from, to }: Wanted): string {
  const terms: [key: string, value: string | null | undefined][] = [
    ["status", status],
    ["kind", kind],
    ["name", name],
    ["after", from === undefined ? null : minute(from)],
    ["before", to === undefined ? null : minute(to)],
  ];
  const q = textOf(terms.flatMap(([key, value]) => (value == null ? [] : { key, value })));
  return `/?${changed(new URLSearchParams(), { q })}`;
}

function minute(at: number): string {
  return `${new Date(at).toISOString().slice(0, 16)}Z`;
}
