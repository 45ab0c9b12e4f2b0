import { useCallback, useEffect } from "react";
import type { Range } from "./lines/line";
import { hashOf, picked, pickedIn } from "./permalink";
import type { Session } from "./session";

/** Goes where the address points, also when it changes. */
export function usePickedByAddress(session: Session): void {
  useEffect(() => {
    const go = () => {
      const range = pickedIn(window.location.hash);
      session.picked.set(range);
      if (range !== null) session.show(range.from);
    };
    if (window.location.hash !== "") go();
    window.addEventListener("hashchange", go);
    return () => window.removeEventListener("hashchange", go);
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
  const range = { from: n, to: n };
  session.picked.set(range);
  point(range);
  session.show(n);
}

export function point(range: Range | null): void {
  const { pathname, search } = window.location;
  // The whole path: "#L1" alone would be read against the page's <base>.
  const address = pathname + search + (range === null ? "" : hashOf(range));
  window.history.replaceState(window.history.state, "", address);
}
