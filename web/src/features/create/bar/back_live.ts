import { useEffect, useRef } from "react";
import { useLiveState } from "~/lib/live";

/** Calls it whenever the page has found the server again. */
export function useBackLive(back: () => void): void {
  const { phase } = useLiveState();
  const latest = useRef(back);
  latest.current = back;
  useEffect(() => {
    if (phase === "live") latest.current();
  }, [phase]);
}
