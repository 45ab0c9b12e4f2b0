import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type { Stats } from "~/lib/api/types";
import { useNow } from "~/lib/now";
import { useRights } from "~/lib/session";
import { EmptyNote, ProblemNote } from "~/ui/notes";
import { PageHead } from "~/ui/page_head";
import { Waiting } from "~/ui/waiting";
import { Busy } from "./busy/busy";
import { Durations } from "./durations/durations";
import classes from "./insights.module.css";
import { Kpis } from "./kpis/kpis";
import { Names } from "./names/names";
import { Controls } from "./range/controls";
import { beforeName } from "./range/period";
import { HOUR, type Range, timeBefore } from "./range/range";
import { type Chosen, useChosen } from "./range/use_range";
import { statsQuery } from "./stats_query";
import { Throughput } from "./throughput/throughput";
import { Waits } from "./waits/waits";

const REST_MS = 30_000;
const CATCHING_UP_MS = 3_000;

export function InsightsPage() {
  const chosen = useChosen();
  const { seeAll } = useRights();
  return (
    <div className={classes.insights}>
      <PageHead title="Insights">
        <Controls chosen={chosen} />
      </PageHead>
      {!seeAll && <p className="ty-muted">These are the numbers of the tasks you created.</p>}
      {chosen.range === null ? (
        <EmptyNote title="Choose a first day and, not before it, a last day: at most 1,000 days in all." />
      ) : (
        <Answers chosen={chosen} range={chosen.range} />
      )}
    </div>
  );
}

function Answers({ chosen, range }: { chosen: Chosen; range: Range }) {
  const { kind, name } = chosen;
  const earlierRange = timeBefore(range, useNow(HOUR));
  const now = useQuery({
    ...statsQuery(range, kind),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => (state.data?.complete === false ? CATCHING_UP_MS : REST_MS),
  });
  const before = useQuery({
    ...statsQuery(earlierRange ?? range, kind),
    enabled: earlierRange !== null,
  });
  if (now.data === undefined)
    return now.error === null ? (
      <Waiting />
    ) : (
      <ProblemNote error={now.error} retry={() => void now.refetch()} />
    );
  const stats = now.data;
  // While another range is on its way, what is there is still of the one before.
  const given = { range: rangeOf(stats), kind, stats };
  const earlier = earlierRange === null || now.isPlaceholderData ? undefined : before.data;
  return (
    <>
      {!stats.complete && (
        <p role="status" className={classes.note}>
          Tasks from before an upgrade are still being counted: these numbers grow.
        </p>
      )}
      <Kpis {...given} earlier={earlier} />
      <p className="ty-muted">{comparison(earlierRange, before.error)}</p>
      <Throughput {...given} earlier={earlier} />
      <div className={classes.pair}>
        <Waits {...given} />
        <Busy range={range} kind={kind} />
      </div>
      <Durations {...given} name={name} />
      <div className={classes.pair}>
        <Names {...given} />
      </div>
    </>
  );
}

function rangeOf({ from, to, bucket }: Stats): Range {
  return { from: Date.parse(from), to: Date.parse(to), bucket };
}

/** What the changes are against. */
function comparison(earlier: Range | null, error: Error | null): string {
  if (earlier === null) return "The hours before are no longer kept: there is nothing to compare.";
  if (error !== null) return `There is nothing to compare with: ${error.message}`;
  return `Compared with the same part of ${beforeName(earlier)}.`;
}
