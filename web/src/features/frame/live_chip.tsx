import { Button } from "@mantine/core";
import { type LiveState, type Phase, retryLive, useLiveState } from "~/lib/live";
import { useSaid } from "~/lib/now";
import { clock } from "~/lib/time";
import { useZone } from "~/ui/times";
import classes from "./frame.module.css";

const TONES: Record<Phase, string | undefined> = {
  connecting: classes.waiting,
  live: classes.live,
  retrying: classes.waiting,
  polling: classes.waiting,
  offline: classes.offline,
  "signed-out": classes.waiting,
};

/** Whether what is shown is what is so: never hidden. */
export function LiveChip() {
  const state = useLiveState();
  const words = useWords(state);
  const lost = state.phase !== "live" && state.phase !== "connecting";
  return (
    <span className={classes.chip}>
      <span className={`${classes.dot} ${TONES[state.phase]}`} aria-hidden="true" />
      <span role="status">{words}</span>
      {lost && (
        <Button size="compact-xs" variant="default" onClick={retryLive}>
          Retry
        </Button>
      )}
    </span>
  );
}

function useWords({ phase, since, retryAt }: LiveState): string {
  const zone = useZone();
  const wait = useSaid((now) =>
    retryAt === null ? 0 : Math.max(0, Math.ceil((retryAt - now) / 1000)),
  );
  switch (phase) {
    case "connecting":
      return "Connecting";
    case "live":
      return "Live";
    case "retrying":
      return wait > 0 ? `Reconnecting in ${wait} s` : "Reconnecting";
    case "polling":
      return "Not live: asking every 5 s";
    case "offline":
      return `Offline since ${clock(since, zone)}`;
    case "signed-out":
      return "Signed out";
  }
}
