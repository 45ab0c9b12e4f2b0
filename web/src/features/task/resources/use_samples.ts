import { useEffect, useState } from "react";
import type { Task } from "~/lib/api/types";
import { useLiveState } from "~/lib/live";
import { useNow } from "~/lib/now";
import { isRunning } from "~/lib/status";
import { type Sample, withSample } from "./load";

const NONE: readonly Sample[] = [];
const SECOND = 1_000;
const HOUR = 3_600_000;

/** What a task used, from the moment its page was opened: the server keeps only the totals. */
export function useSamples(task: Task): readonly Sample[] {
  const [samples, setSamples] = useState(NONE);
  const isLive = useLiveState().phase === "live";
  const goesOn = isRunning(task) && isLive;
  const { cpu_ms: cpuMs, rss_peak_bytes: rssPeakBytes } = task.usage ?? {};
  // What does not change is not told: that it does not is seen by the clock.
  const now = useNow(goesOn ? SECOND : HOUR);
  useEffect(() => {
    if (!goesOn || cpuMs === undefined || rssPeakBytes === undefined) return;
    // The clock goes by the second; what was heard was heard at this moment.
    const at = Math.max(now, Date.now());
    setSamples((before) => withSample(before, { at, cpuMs, rssPeakBytes }));
  }, [goesOn, cpuMs, rssPeakBytes, now]);
  return samples;
}
