import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useNow } from "~/lib/now";
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
  return (
    <div className={classes.insights}>
      <PageHead title="Insights">
        <Controls chosen={chosen} />
      </PageHead>
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
  const {
    data: stats,
    error,
    refetch,
  } = useQuery({
    ...statsQuery(range, kind),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => (state.data?.complete === false ? CATCHING_UP_MS : REST_MS),
  });
  const { data: earlier } = useQuery({
    ...statsQuery(earlierRange ?? range, kind),
    enabled: earlierRange !== null,
  });
  if (stats === undefined)
    return error === null ? (
      <Waiting />
    ) : (
      <ProblemNote error={error} retry={() => void refetch()} />
    );
  const compared = earlierRange === null ? undefined : earlier;
  const given = { range, kind, stats };
  return (
    <>
      {!stats.complete && (
        <p role="status" className={classes.note}>
          Tasks from before an upgrade are still being counted: these numbers grow.
        </p>
      )}
      <Kpis {...given} earlier={compared} />
      <p className="ty-muted">
        {compared
          ? `Changes are against ${beforeName(range)}, as far as this time has gone.`
          : "There is nothing from before to compare it with."}
      </p>
      <Throughput {...given} earlier={compared} />
      <div className={classes.pair}>
        <Waits range={range} stats={stats} />
        <Busy range={range} kind={kind} />
      </div>
      <Durations {...given} name={name} />
      <div className={classes.pair}>
        <Names {...given} />
      </div>
    </>
  );
}
