import type { Kind, Stats } from "~/lib/api/types";
import { count } from "~/lib/size";
import type { Zone } from "~/lib/time";
import { BarsUpDown, type EndedBar, type Entry, Plot, type Tick, timeTicks } from "~/ui/plots";
import { useZone } from "~/ui/times";
import { listLink } from "../list_link";
import { beforeName, bucketEnd, bucketName, zoneOf } from "../range/period";
import { DAY, type Range } from "../range/range";
import { type Totals, totalsOf } from "../totals";

interface Props {
  range: Range;
  kind: Kind | null;
  stats: Stats;
  earlier: Stats | undefined;
}

/** Are we getting through the work? */
export function Throughput({ range, kind, stats, earlier }: Props) {
  const zone = useZone();
  const bars = barsOf({ range, kind, stats, earlier }, zone);
  const totals = totalsOf(stats.buckets);
  return (
    <Plot
      title="Are we getting through the work?"
      answer={answer(totals)}
      legend={legend(range, earlier !== undefined)}
      empty={totals.ended === 0 && "Nothing ended in this time."}
      facts={{
        columns: [
          range.bucket === "hour" ? "Hour" : "Day",
          "Created",
          "Completed",
          "Failed",
          "Cancelled",
          "Completed the time before",
        ],
        rows: stats.buckets.map((bucket, i) => [
          bucketName(Date.parse(bucket.start), range, zone),
          count(bucket.created),
          count(bucket.completed),
          count(bucket.failed),
          count(bucket.cancelled),
          said(bars[i]?.before ?? null),
        ]),
      }}
    >
      <BarsUpDown
        label="Tasks that ended, over time"
        bars={bars}
        ticks={(room) => ticksOf(range, room, zone)}
      />
      <p className="ty-muted">Press a bar to list the tasks that were created then.</p>
    </Plot>
  );
}

/** The name of a day stands below its middle, that of an hour where it begins. */
function ticksOf(range: Range, room: number, zone: Zone): Tick[] {
  const ticks = timeTicks(range, room, zoneOf(range, zone));
  if (range.bucket === "hour") return ticks;
  return ticks
    .map((tick) => ({ ...tick, value: tick.value + DAY / 2 }))
    .filter((tick) => tick.value < range.to);
}

function said(n: number | null): string {
  return n === null ? "–" : count(n);
}

/** "1,204 ended and 1,300 were created: 96 more than ended." */
export function answer({ created, ended }: Totals): string {
  const both = `${count(ended)} ended and ${count(created)} were created`;
  if (created === ended) return `${both}.`;
  const rest = count(Math.abs(created - ended));
  return `${both}: ${rest} ${created > ended ? "more" : "fewer"} than ended.`;
}

function legend(range: Range, hasBefore: boolean): Entry[] {
  return [
    { label: "completed", bar: "completed" },
    { label: "failed", bar: "failed", hatched: true },
    { label: "cancelled", bar: "neutral", hatched: true, turned: true },
    ...(hasBefore
      ? [{ label: `completed in ${beforeName(range)}`, line: "neutral", dash: "dotted" } as const]
      : []),
  ];
}

function barsOf({ range, kind, stats, earlier }: Props, zone: Zone): EndedBar[] {
  return stats.buckets.map(({ start, completed, failed, cancelled }, i) => {
    const from = Date.parse(start);
    const to = bucketEnd(from, range);
    const name = bucketName(from, range, zone);
    const before = earlier?.buckets[i]?.completed ?? null;
    const link = (status: string) => listLink({ status, kind, from, to });
    return {
      from,
      to,
      completed,
      failed,
      cancelled,
      before,
      up: {
        lines: [
          name,
          `${count(completed)} completed`,
          ...(before === null ? [] : [`${count(before)} the time before`]),
        ],
        href: completed > 0 ? link("completed") : undefined,
      },
      down: {
        lines: [name, `${count(failed)} failed`, `${count(cancelled)} cancelled`],
        href: failed + cancelled > 0 ? link("failed,cancelled") : undefined,
      },
    };
  });
}
