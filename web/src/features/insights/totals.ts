import { ascending, quantile } from "~/ui/plots";
import type { Bucket } from "./stats_query";

/** What happened in a time, added up. */
export interface Totals {
  created: number;
  completed: number;
  failed: number;
  cancelled: number;
  ended: number;
}

export function totalsOf(
  tallies: readonly Pick<Bucket, "created" | "completed" | "failed" | "cancelled">[],
): Totals {
  const sum = { created: 0, completed: 0, failed: 0, cancelled: 0 };
  for (const tally of tallies) {
    sum.created += tally.created;
    sum.completed += tally.completed;
    sum.failed += tally.failed;
    sum.cancelled += tally.cancelled;
  }
  return { ...sum, ended: endedOf(sum) };
}

export function endedOf(tally: Pick<Bucket, "completed" | "failed" | "cancelled">): number {
  return tally.completed + tally.failed + tally.cancelled;
}

/** Of those that came to an end by themselves; null when there were none. */
export function successRate({ completed, failed }: Pick<Bucket, "completed" | "failed">) {
  return completed + failed === 0 ? null : completed / (completed + failed);
}

/** The middle one of the buckets' p90: the server does not tell the one of them all. */
export function typicalP90(buckets: readonly Pick<Bucket, "wait_ms">[]): number | null {
  const waits = ascending(
    buckets.flatMap(({ wait_ms }) => (wait_ms === null ? [] : [wait_ms.p90])),
  );
  return waits.length === 0 ? null : quantile(waits, 0.5);
}
