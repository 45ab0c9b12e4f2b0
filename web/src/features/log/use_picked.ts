import { useCallback, useLayoutEffect } from "react";
import type { Range } from "./lines/line";
import { hashOf, picked, pickedIn } from "./permalink";
import type { Session } from "./session";

// The router tells of a step by an event of this name; the browser tells only of Back and of hashes.
const STEPS = ["pushState", "popstate", "hashchange"];

/** Goes where the address points, also when it changes. */
export function usePickedByAddress(session: Pick<Session, "picked" | "show">): void {
  // Before a search that the address asks for, too: it goes nowhere where a line is meant.
  useLayoutEffect(() => {
    let query: string | null = null;
    const go = () => {
      const { search, hash } = window.location;
      const isOther = hash !== hashOf(session.picked.get());
      // Another tab of the task, or another filter, is no reason to move. The same link again is.
      const isLink = search === query;
      query = search;
      if (!isOther && !isLink) return;
      const range = pickedIn(hash);
      session.picked.set(range);
      if (range !== null) session.show(range.from);
    };
    go();
    for (const step of STEPS) window.addEventListener(step, go);
    return () => {
      for (const step of STEPS) window.removeEventListener(step, go);
    };
  }, [session]);
}

/** Picks a line, or the lines up to it, and writes that into the address. */
export function usePick(session: Session): (n: number, further: boolean) => void {
  return useCallback(
    (n, further) => {
      const range = picked(session.picked.get(), n, further);
      session.picked.set(range);
      point(range);
    },
    [session],
  );
}

/** Goes to a line and points at it. */
export function goTo(session: Session, n: number): void {
  pointAt(session, n);
  session.show(n);
}

/** Points at a line that is in sight already. */
export function pointAt(session: Pick<Session, "picked">, n: number): void {
  const range = { from: n, to: n };
  session.picked.set(range);
  point(range);
}

/** Writes into the address which lines are meant. It is no step that Back would undo. */
export function point(range: Range | null): void {
  const { pathname, search } = window.location;
  // The whole path: "#L1" alone would be read against the page's <base>.
  window.history.replaceState(window.history.state, "", pathname + search + hashOf(range));
}
