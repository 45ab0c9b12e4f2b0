import { useCallback, useMemo, useRef, useState } from "react";

export interface Selection {
  ids: ReadonlySet<string>;
  /** Turns one over; `range` does the same to all between it and the one before. */
  toggle: (id: string, how: { range: boolean }) => void;
  /** Exactly these. */
  set: (ids: readonly string[]) => void;
  clear: () => void;
}

/** Which tasks are chosen. `order` tells, when it is asked, in what order they are shown. */
export function useSelection(order: () => readonly string[]): Selection {
  const [ids, setIds] = useState<ReadonlySet<string>>(NONE);
  const last = useRef<string | null>(null);
  const latest = useRef(order);
  latest.current = order;

  const toggle = useCallback((id: string, { range }: { range: boolean }) => {
    const span = range && last.current !== null ? between(latest.current(), last.current, id) : [];
    last.current = id;
    setIds((old) => turned(old, id, span));
  }, []);
  const set = useCallback((all: readonly string[]) => setIds(new Set(all)), []);
  const clear = useCallback(() => setIds(NONE), []);
  return useMemo(() => ({ ids, toggle, set, clear }), [ids, toggle, set, clear]);
}

const NONE: ReadonlySet<string> = new Set();

/** All of the span become what the one becomes. */
export function turned(
  old: ReadonlySet<string>,
  id: string,
  span: readonly string[],
): ReadonlySet<string> {
  const next = new Set(old);
  const chosen = !old.has(id);
  for (const one of [id, ...span]) {
    if (chosen) next.add(one);
    else next.delete(one);
  }
  return next;
}

/** What stands from one to the other, both included; nothing when one is not there any more. */
export function between(order: readonly string[], one: string, other: string): string[] {
  const places = [order.indexOf(one), order.indexOf(other)].sort((a, b) => a - b);
  const [from = -1, to = -1] = places;
  return from === -1 ? [] : order.slice(from, to + 1);
}
