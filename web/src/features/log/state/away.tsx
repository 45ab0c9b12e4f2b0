import { Button, CloseButton } from "@mantine/core";
import { useEffect, useState } from "react";
import { counted } from "~/lib/size";
import { END } from "../scroll/place";
import { goTo } from "../use_picked";
import { useLogVersion, useSessionOf } from "../viewer";
import classes from "./away.module.css";

/** So few are still in sight. */
const MANY = 30;

/** Says how much passed by while somebody who follows looked at another tab. */
export function Away() {
  const session = useSessionOf();
  const { log, reader } = session;
  const [left, setLeft] = useState<{ at: number; isBack: boolean } | null>(null);
  const [missed, setMissed] = useState<{ from: number; lines: number } | null>(null);
  useLogVersion();
  useEffect(() => {
    const turned = () => {
      if (!document.hidden) setLeft((before) => before && { ...before, isBack: true });
      else if (reader.get().place === END) setLeft({ at: log.total, isBack: false });
    };
    document.addEventListener("visibilitychange", turned);
    return () => document.removeEventListener("visibilitychange", turned);
  }, [log, reader]);

  // What was written meanwhile is known when lines come again.
  const isCaughtUp = log.final || log.phase === "live";
  if (left?.isBack && isCaughtUp) {
    const lines = log.total - left.at;
    setLeft(null);
    setMissed(lines > MANY ? { from: left.at + 1, lines } : null);
  }
  if (missed === null) return null;
  return (
    <div className={classes.away} role="status">
      <span>{counted(missed.lines, "line")} passed by while this tab was hidden.</span>
      <Button
        size="compact-xs"
        variant="default"
        onClick={() => {
          goTo(session, missed.from);
          setMissed(null);
        }}
      >
        Go to where you were
      </Button>
      <CloseButton size={24} aria-label="Close" onClick={() => setMissed(null)} />
    </div>
  );
}
