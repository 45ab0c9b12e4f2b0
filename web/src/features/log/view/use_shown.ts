import { useMemo } from "react";
import { Ranges } from "../lines/ranges";
import { useLogVersion, useViewer } from "../viewer";
import type { Shown } from "./rows";
import { Whole } from "./whole";

const NOTHING = new Ranges();

/** Which lines are shown now. */
export function useShown(): Shown {
  const { log, painter } = useViewer();
  const version = useLogVersion();
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is known of the log is in it
  return useMemo(
    () => new Whole(log.total, NOTHING, log.cache.gone, (n) => painter.isDrawnOver(n), log.final),
    [log, painter, version],
  );
}
