import type { Stats } from "~/lib/api/types";
import { DURATION, type Entry, finely, type Line, Lines, Plot, timeTicks } from "~/ui/plots";
import { useZone } from "~/ui/times";
import { bucketName, zoneOf } from "../range/period";
import type { Range } from "../range/range";
import type { Bucket } from "../stats_query";

const LINES = [
  { of: "p50", label: "half (p50)", tone: "completed", dash: "solid" },
  { of: "p90", label: "90 of 100 (p90)", tone: "running", dash: "dashed" },
  { of: "max", label: "the longest", tone: "attention", dash: "dotted" },
] as const;
const LEGEND: readonly Entry[] = LINES.map(({ label, tone, dash }) => ({
  label,
  line: tone,
  dash,
}));

/** How long do things wait? */
export function Waits({ range, stats }: { range: Range; stats: Stats }) {
  const zone = useZone();
  const { buckets } = stats;
  const lines = LINES.map(
    ({ of, ...look }): Line => ({
      ...look,
      // Nothing waits for less than it takes to say so; on a logarithm it has to be something.
      values: buckets.map(({ wait_ms }) => (wait_ms === null ? null : Math.max(1, wait_ms[of]))),
    }),
  );
  return (
    <Plot
      title="How long do things wait?"
      answer={answer(buckets, range)}
      legend={LEGEND}
      empty={buckets.every(({ wait_ms }) => wait_ms === null) && "Nothing ended in this time."}
      facts={{
        columns: [range.bucket === "hour" ? "Hour" : "Day", "p50", "p90", "p99", "Longest"],
        rows: buckets.map(({ start, wait_ms }) => [
          bucketName(Date.parse(start), range, zone),
          ...(["p50", "p90", "p99", "max"] as const).map((of) =>
            wait_ms === null ? "–" : finely(wait_ms[of]),
          ),
        ]),
      }}
    >
      <Lines
        label="Waiting times of what ended, over time"
        measure={DURATION}
        isLog
        lines={lines}
        places={buckets.map(({ start }) => {
          const at = Date.parse(start);
          return { at, title: bucketName(at, range, zone) };
        })}
        height={236}
        ticks={(room) => timeTicks(ends(buckets), room, zoneOf(range, zone))}
      />
    </Plot>
  );
}

function ends(buckets: readonly Bucket[]) {
  return {
    from: Date.parse(buckets[0]?.start ?? ""),
    to: Date.parse(buckets.at(-1)?.start ?? ""),
  };
}

/** "Of what ended, the longest wait was 2m 05s. The scale is logarithmic." */
function answer(buckets: readonly Bucket[], { bucket }: Range): string {
  const most = Math.max(0, ...buckets.map(({ wait_ms }) => wait_ms?.max ?? 0));
  return `From being queued to being started, by ${bucket}. The longest wait was ${finely(most)}. Logarithmic.`;
}
