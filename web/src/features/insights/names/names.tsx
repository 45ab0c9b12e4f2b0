import type { Kind, Stats } from "~/lib/api/types";
import { count } from "~/lib/size";
import { finely, Plot, RankedBars } from "~/ui/plots";
import { listLink } from "../list_link";
import type { Range } from "../range/range";
import { byCost, byFailures, costOf, failureRate } from "./ranks";

// Of more names than these the server tells nothing.
const MOST = 50;

interface Props {
  range: Range;
  kind: Kind | null;
  stats: Stats;
}

/** Which tasks cost most? Which fail most? */
export function Names({ range, kind, stats: { names } }: Props) {
  const link = (name: string, status?: string) =>
    listLink({ ...(status ? { status } : {}), name, kind, from: range.from, to: range.to });
  const costs = byCost(names, link);
  const failures = byFailures(names, link);
  const among = names.length < MOST ? "" : ` Of the ${MOST} names that ran most.`;
  return (
    <>
      <Plot
        title="Which tasks take most of the time?"
        answer={`An estimate: how often each ran, times how long half of those that completed took at most.${among}`}
        empty={costs.length === 0 && "Nothing ended in this time."}
        facts={{
          columns: ["Name", "Runs", "p50", "p90", "Longest", "In all, about"],
          rows: [...names]
            .sort((one, other) => costOf(other) - costOf(one))
            .map((name) => [
              name.name,
              count(name.runs),
              told(name.duration_ms?.p50),
              told(name.duration_ms?.p90),
              told(name.duration_ms?.max),
              finely(costOf(name)),
            ]),
        }}
      >
        <RankedBars ranks={costs} tone="running" />
      </Plot>
      <Plot
        title="Which tasks fail most?"
        answer={`How many of a name’s runs failed, without those that were cancelled.${among}`}
        empty={
          failures.length === 0 &&
          (names.length === 0 ? "Nothing ended in this time." : "Nothing failed in this time.")
        }
        facts={{
          columns: ["Name", "Completed", "Failed", "Cancelled", "Failure rate"],
          rows: [...names]
            .sort((one, other) => failureRate(other) - failureRate(one))
            .map((name) => [
              name.name,
              count(name.completed),
              count(name.failed),
              count(name.cancelled),
              `${(100 * failureRate(name)).toFixed(1)} %`,
            ]),
        }}
      >
        <RankedBars ranks={failures} tone="failed" />
      </Plot>
    </>
  );
}

function told(ms: number | undefined): string {
  return ms === undefined ? "–" : finely(ms);
}
