import { useQuery } from "@tanstack/react-query";
import { api, take } from "~/lib/api/client";
import type { Kind, Stats } from "~/lib/api/types";
import type { Counts } from "~/lib/counts";
import { useNow } from "~/lib/now";
import { count } from "~/lib/size";
import { finely } from "~/ui/plots";
import { gone, type Range } from "../range/range";
import { endedOf, successRate, totalsOf, typicalP90 } from "../totals";
import { Card } from "./card";
import { type Delta, pointsChange, relativeChange } from "./delta";
import classes from "./kpis.module.css";

interface Props {
  range: Range;
  kind: Kind | null;
  stats: Stats;
  earlier: Stats | undefined;
}

/** How it is, in four numbers. */
export function Kpis({ range, kind, stats, earlier }: Props) {
  const counts = useCountsOf(kind);
  const part = gone(range, useNow(60_000));
  const { buckets } = stats;
  const totals = totalsOf(buckets);
  const was = earlier && totalsOf(earlier.buckets);
  const rate = successRate(totals);
  const wait = typicalP90(buckets);
  const waited = earlier ? typicalP90(earlier.buckets) : null;
  return (
    <dl className={classes.cards}>
      <Card
        title="Running now"
        value={counts === undefined ? "…" : count(runningOf(counts, kind))}
        note={`${count(totals.ended)} ended in this time`}
        delta={was ? relativeChange(totals.ended, was.ended * part, "neither") : null}
        values={buckets.map(endedOf)}
        tone="running"
      />
      <Card
        title={`p90 wait in a typical ${range.bucket}`}
        value={wait === null ? "–" : finely(wait)}
        note="nine of ten wait no longer"
        delta={wait === null || waited === null ? null : relativeChange(wait, waited, "less")}
        values={buckets.map((bucket) => bucket.wait_ms?.p90 ?? null)}
        tone="neutral"
      />
      <Card
        title="Success rate"
        value={rate === null ? "–" : percent(rate)}
        note="of what was not cancelled"
        delta={rateChange(rate, was ? successRate(was) : null)}
        values={buckets.map(successRate)}
        tone="completed"
      />
      <Card
        title="Failed in this time"
        value={count(totals.failed)}
        note={`and ${count(totals.cancelled)} cancelled`}
        delta={was ? relativeChange(totals.failed, was.failed * part, "less") : null}
        values={buckets.map((bucket) => bucket.failed)}
        tone="failed"
      />
    </dl>
  );
}

function rateChange(now: number | null, before: number | null): Delta | null {
  return now === null || before === null ? null : pointsChange(now, before, "more");
}

function percent(share: number): string {
  // 99.97 % is not everything.
  const shown = Math.floor(share * 1000) / 10;
  return `${shown} %`;
}

/** Kept true as the stream tells: its key begins as that of the counts in the navigation does. */
function useCountsOf(kind: Kind | null): Counts | undefined {
  return useQuery({
    queryKey: ["counts", { kind }],
    queryFn: async ({ signal }): Promise<Counts> => {
      const query = {
        limit: 1,
        include: ["counts" as const],
        ...(kind === null ? {} : { kind: [kind] }),
      };
      return (await take(api.GET("/api/v1/tasks", { params: { query }, signal }))).counts ?? {};
    },
  }).data;
}

/** What the machine runs; of people's tasks those that somebody has begun. */
function runningOf(counts: Counts, kind: Kind | null): number {
  const running = (counts.running ?? 0) + (counts.cancelling ?? 0);
  return kind === "person" ? (counts.in_progress ?? 0) : running;
}
