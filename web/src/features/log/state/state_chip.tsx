import { Button, Tooltip } from "@mantine/core";
import { useSaid } from "~/lib/now";
import { counted } from "~/lib/size";
import { clock } from "~/lib/time";
import { useZone } from "~/ui/times";
import { useLogVersion, useReading, useViewer } from "../viewer";
import { type Standing, standingOf } from "./standing";
import classes from "./state_chip.module.css";

const LOOKS: Record<Standing["is"], { word: string; dot?: string | undefined; help: string }> = {
  finished: { word: "Finished", help: "Nothing more will be written." },
  waiting: { word: "Not started", help: "It writes nothing before it runs." },
  connecting: { word: "Connecting", dot: classes.waits, help: "New lines come in a moment." },
  live: { word: "Live", dot: classes.live, help: "Lines are shown as they are written." },
  skimming: {
    word: "Live, skimming",
    dot: classes.live,
    help: "More is written than could be read: the newest lines are shown now and then. All of them are kept; scroll up to read them.",
  },
  paused: {
    word: "Paused",
    dot: classes.waits,
    help: "You are reading: nothing moves. Press G to go on with what is new.",
  },
  denied: { word: "Signed out", dot: classes.broken, help: "Sign in again to see what is new." },
  retrying: { word: "Reconnecting", dot: classes.broken, help: "The server does not answer." },
  offline: { word: "Offline", dot: classes.broken, help: "The server does not answer." },
};

/** How fresh what is shown is, always in sight. */
export function StateChip() {
  const { session, task } = useViewer();
  const { log } = session;
  const { seen } = useReading();
  useLogVersion();
  const { final, phase, tries, retryAt, failure, total } = log;
  const following = seen === null;
  const { status } = task;
  const known = { status, final, phase, tries, retryAt, failed: failure !== null, following };
  const standing = standingOf(known);
  const look = LOOKS[standing.is];
  const isBroken = standing.is === "retrying" || standing.is === "offline";
  return (
    <span className={classes.chip}>
      <Tooltip label={look.help}>
        <span className={classes.chip}>
          <span className={`${classes.dot} ${look.dot ?? ""}`} aria-hidden="true" />
          {look.word}
          {standing.is === "retrying" && <Wait until={standing.retryAt} />}
          {standing.is === "offline" && <LastTime />}
        </span>
      </Tooltip>
      {isBroken ? (
        <Button size="compact-xs" variant="default" onClick={() => log.retry()}>
          Retry
        </Button>
      ) : (
        <span className={classes.count}>{counted(total, "line")}</span>
      )}
    </span>
  );
}

function Wait({ until }: { until: number }) {
  return <> in {useSaid((now) => Math.max(1, Math.ceil((until - now) / 1000)))} s</>;
}

function LastTime() {
  const { session } = useViewer();
  const zone = useZone();
  const last = session.log.line(session.log.total);
  return last === undefined ? null : <>, showing up to {clock(last.t, zone)}</>;
}
