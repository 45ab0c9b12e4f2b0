import { Tooltip } from "@mantine/core";
import type { Task } from "~/lib/api/types";
import { useNow } from "~/lib/now";
import { usePref } from "~/lib/prefs";
import { duration, exactly, millis, moment, relative, type Zone } from "~/lib/time";

const DAY = 86_400_000;

/** The zone that times are told in, where they are not told relative to now. */
export function useZone(): Zone {
  return usePref("times")[0] === "utc" ? "utc" : "local";
}

/** A moment: "2 min ago" for a day, then its date; all of it on hover and focus. */
export function When({ at }: { at: string }) {
  const now = useNow();
  const zone = useZone();
  const near = usePref("times")[0] === "relative" && Math.abs(now - millis(at)) < DAY;
  return (
    <Tooltip label={exactly(at, zone)}>
      <time dateTime={at} className="ty-numbers">
        {near ? relative(at, now) : moment(at, zone, now)}
      </time>
    </Tooltip>
  );
}

/** How long it ran, or has been running. */
export function RunTime({ task }: { task: Pick<Task, "started_at" | "duration_ms"> }) {
  if (task.duration_ms !== null)
    return <span className="ty-numbers">{duration(task.duration_ms)}</span>;
  return task.started_at === null ? null : <Since at={task.started_at} />;
}

/** A duration that grows. */
export function Since({ at }: { at: string }) {
  const now = useNow();
  // By the second: tenths would stand still for nine of ten.
  const ms = Math.max(0, Math.floor((now - millis(at)) / 1000) * 1000);
  return <span className="ty-numbers">{ms < 1000 ? "0s" : duration(ms).replace(".0s", "s")}</span>;
}
