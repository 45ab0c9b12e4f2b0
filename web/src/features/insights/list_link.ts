import type { Kind } from "~/lib/api/types";
import { changed } from "~/lib/query_state";

interface Wanted {
  status?: string;
  name?: string;
  kind?: Kind | null;
  from?: number;
  to?: number;
}

/** The list of these tasks. Its times are those of their creation. */
export function listLink({ status, name, kind, from, to }: Wanted): string {
  const terms = [
    status === undefined ? null : `status:${status}`,
    kind == null ? null : `kind:${kind}`,
    name === undefined ? null : `name:${/\s/.test(name) ? `"${name}"` : name}`,
    from === undefined ? null : `after:${minute(from)}`,
    to === undefined ? null : `before:${minute(to)}`,
  ];
  const q = terms.filter((term) => term !== null).join(" ");
  return `/?${changed(new URLSearchParams(), { q })}`;
}

function minute(at: number): string {
  return `${new Date(at).toISOString().slice(0, 16)}Z`;
}
