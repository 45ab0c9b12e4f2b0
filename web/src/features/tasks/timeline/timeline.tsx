import { SegmentedControl } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useNow } from "~/lib/now";
import { useQueryState } from "~/lib/query_state";
import { count, counted } from "~/lib/size";
import { ProblemNote } from "~/ui/notes";
import { type Entry, Plot } from "~/ui/plots";
import { useZone } from "~/ui/times";
import { Waiting } from "~/ui/waiting";
import type { Wanted } from "../list/list_query";
import { useFrozen } from "../list/pause";
import { useRenewed } from "../use_renewed";
import { Chart } from "./chart";
import { factsOf } from "./facts";
import { rowsOf } from "./intervals";
import { SPANS, spanCalled, stepOf } from "./spans";
import classes from "./timeline.module.css";
import { LIMIT, timelineQuery } from "./timeline_query";

interface Props {
  wanted: Wanted;
  isPaused: boolean;
  peek: (id: string) => void;
}

const LEGEND: readonly Entry[] = [
  { label: "Waited", band: "neutral" },
  { label: "Running", bar: "running" },
  { label: "Completed", bar: "completed" },
  { label: "Failed", bar: "failed", hatched: true },
  { label: "Cancelled", bar: "neutral" },
];

/** When commands ran, and which of them at the same time. */
export default function Timeline({ wanted, isPaused, peek }: Props) {
  const [address, change] = useQueryState();
  const span = spanCalled(address.get("span"));
  const query = useQuery(timelineQuery(wanted, span));
  useRenewed(timelineQuery(wanted, span).queryKey, isPaused);
  const { shown, since } = useFrozen(query.data, isPaused);
  const clock = useNow(stepOf(span));
  const now = since ?? clock;
  const zone = useZone();
  const window = useMemo(() => ({ from: now - span.ms, to: now }), [now, span]);
  const rows = useMemo(() => rowsOf(shown?.tasks ?? [], window.from, window.to), [shown, window]);
  if (shown === undefined)
    return query.error === null ? (
      <Waiting />
    ) : (
      <ProblemNote error={query.error} retry={() => void query.refetch()} />
    );
  const total = rows.reduce((sum, row) => sum + row.lanes.flat().length, 0);
  const cut = shown.has_more ? ` Only the newest ${count(LIMIT)} are shown.` : "";
  return (
    <>
      <div className={classes.zoom}>
        <SegmentedControl
          size="xs"
          aria-label="How much time is shown"
          value={span.word}
          onChange={(word) => change({ span: word })}
          data={SPANS.map(({ word, label }) => ({ value: word, label }))}
        />
      </div>
      <Plot
        title="What ran when?"
        answer={`${counted(total, "command")} of ${counted(rows.length, "name")}.${cut}`}
        legend={LEGEND}
        facts={factsOf(rows, zone)}
        empty={rows.length === 0 && `Nothing ran in the last ${span.label}.`}
      >
        <Chart rows={rows} window={window} zone={zone} peek={peek} />
      </Plot>
    </>
  );
}
