import { useEffect } from "react";
import type { Session } from "../session";
import { useAsked } from "./asked";

/** Searches for what the address says, and goes to the first match from where one reads. */
export function useSearching(session: Session): void {
  const [asked] = useAsked();
  const { search } = session;
  const key = asked && JSON.stringify(asked);
  useEffect(() => {
    search.start(key === null ? null : JSON.parse(key));
    // A link to a line and a search: the line is where one wants to be.
    if (key !== null && session.picked.get() === null) void step(session, 0);
  }, [session, search, key]);
}

/** Goes to the next match, or the one before; 0 is the nearest from here on. */
export async function step(session: Session, direction: 1 | -1 | 0): Promise<void> {
  const { search, reader, log } = session;
  const { place } = reader.get();
  const { current } = search.get();
  const here = place.at === "end" ? log.total : place.n;
  const found =
    current === null || direction === 0
      ? await search.go(here, place.at === "end" ? -1 : 1)
      : await search.go(current + direction, direction);
  if (found !== null) session.show(found);
}
