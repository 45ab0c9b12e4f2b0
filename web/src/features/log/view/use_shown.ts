import { useEffect, useMemo } from "react";
import type { Place } from "../scroll/place";
import type { Session } from "../session";
import { useStore } from "../store";
import { useLogVersion, useSessionOf } from "../viewer";
import { Only } from "./only";
import type { Rows, Shown } from "./rows";
import type { Seeker } from "./seeker";
import { type Filter, useFilter } from "./use_filter";
import { Whole } from "./whole";

/** Which lines are shown now. */
export function useShown(): { shown: Shown; seeker: Seeker | null } {
  const session = useSessionOf();
  const { log, painter, folds, search } = session;
  const version = useLogVersion();
  const { hidden } = useStore(folds);
  const { pattern } = useStore(search);
  const [filter] = useFilter();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the version stands for what is known
  return useMemo(() => {
    const seeker = seekerOf(session, filter);
    const context = filter.only === "matches" ? filter.context : 0;
    const shown =
      seeker === null
        ? new Whole(log.total, hidden, log.cache.gone, (n) => painter.isDrawnOver(n), log.final)
        : new Only(seeker.sparse, log.total, context, log.final);
    return { shown, seeker };
  }, [session, hidden, pattern, filter.only, filter.context, version]);
}

/** Null where all lines are shown. */
function seekerOf({ kinds, search }: Session, { only }: Filter): Seeker | null {
  if (only === "all") return null;
  if (only === "matches") return search.seeker;
  return kinds.of(only === "err" ? "stderr" : "stdout");
}

/** Shows all lines again when one was sent to a line that is not of the kind that is shown. */
export function useUnfiltering(seeker: Seeker | null): void {
  const { wanted } = useSessionOf();
  const [, setFilter] = useFilter();
  useEffect(() => {
    const n = wanted.get();
    if (n === null) return;
    const found = seeker === null ? { at: n } : seeker.sparse.find(n, 1, n);
    if (found !== null && "unknown" in found) return; // it is being looked for
    wanted.set(null);
    if (found === null) setFilter({ only: "all" });
  });
}

/** Looks through what is in sight and not known yet, from where somebody reads. */
export function useSeeking(seeker: Seeker | null, { rows }: Rows, place: Place): void {
  useEffect(() => {
    if (seeker === null) return;
    const here = place.at === "end" ? Number.POSITIVE_INFINITY : place.n;
    const unknown = rows.filter((row) => row.kind === "unknown");
    const later = unknown.find((row) => row.to >= here);
    const earlier = unknown.findLast((row) => row.to < here);
    if (later !== undefined) seeker.need(later, 1);
    else if (earlier !== undefined) seeker.need(earlier, -1);
  });
}
