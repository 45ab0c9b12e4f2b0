import { Tooltip } from "@mantine/core";
import { useSaid } from "~/lib/now";
import { usePref } from "~/lib/prefs";
import { type Run, ranMs } from "~/lib/ran";
import { isFinal } from "~/lib/status";
import { duration, exactly, millis, moment, relative, type Zone } from "~/lib/time";

const DAY = 86_400_000;

/** The zone that times are told in, where they are not told relative to now. */
export function useZone(): Zone {
  return usePref("times")[0] === "utc" ? "utc" : "local";
}

/** A moment: "2 min ago" for a day, then its date; all of it on hover and focus. */
export function When({ at }: { at: string }) {
  const { said, whole } = useMoment(at);
  return (
    <Tooltip label={whole}>
      <time dateTime={at} className="ty-numbers">
        {said}
      </time>
    </Tooltip>
  );
}

/** The same, light enough for a hundred rows a second: the whole of it is a plain title. */
export function PlainWhen({ at }: { at: string }) {
  const { said, whole } = useMoment(at);
  return (
    <time dateTime={at} title={whole} className="ty-numbers">
      {said}
    </time>
  );
}

function useMoment(at: string): { said: string; whole: string } {
  const zone = useZone();
  const isRelative = usePref("times")[0] === "relative";
  const said = useSaid((now) =>
    isRelative && Math.abs(now - millis(at)) < DAY ? relative(at, now) : moment(at, zone, now),
  );
  return { said, whole: exactly(at, zone) };
}

/** How long it ran, or has been running. */
export function RunTime({ task }: { task: Run }) {
  const ran = ranMs(task);
  if (ran !== null) return <span className="ty-numbers">{duration(ran)}</span>;
  return task.started_at === null || isFinal(task) ? null : <Since at={task.started_at} />;
}

/** A duration that grows. */
export function Since({ at }: { at: string }) {
  const said = useSaid((now) => {
    // By the second: tenths would stand still for nine of ten.
    const ms = Math.max(0, Math.floor((now - millis(at)) / 1000) * 1000);
    return ms < 1000 ? "0s" : duration(ms).replace(".0s", "s");
  });
  return <span className="ty-numbers">{said}</span>;
}
