import { Select } from "@mantine/core";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { api, take } from "~/lib/api/client";
import type { Kind, Stats } from "~/lib/api/types";
import { whole } from "~/lib/api/values";
import { freshest } from "~/lib/live";
import { useQueryState } from "~/lib/query_state";
import { ProblemNote } from "~/ui/notes";
import type { Range } from "../range/range";
import { DurationPlots } from "./duration_plots";
import classes from "./durations.module.css";
import { runsOf } from "./spread";

const RUNS = 200;

interface Props {
  range: Range;
  kind: Kind | null;
  /** The one that is chosen; else the one that ran most. */
  name: string | null;
  stats: Stats;
}

/** Is this task getting slower? */
export function Durations({ range, kind, name, stats: { names } }: Props) {
  const [, change] = useQueryState();
  const shown = name ?? names[0]?.name ?? null;
  const known = names.map((one) => one.name);
  const { runs, error } = useRuns(shown, range, kind);
  if (shown === null) return null;
  return (
    <section className={classes.durations} aria-label="Durations of one name">
      <Select
        label="How long does it take?"
        description="The last 200 runs that were created in this time, of one name."
        searchable
        allowDeselect={false}
        nothingFoundMessage="Nothing of this name ended in this time"
        data={known.includes(shown) ? known : [shown, ...known]}
        value={shown}
        onChange={(next) => change({ name: next })}
        maw={420}
      />
      {error !== null && <ProblemNote error={error} />}
      {runs !== undefined && <DurationPlots name={shown} runs={runs} />}
    </section>
  );
}

function useRuns(name: string | null, range: Range, kind: Kind | null) {
  const query = {
    name: [whole(name ?? "")],
    status: ["completed", "failed", "cancelled"],
    created_after: new Date(range.from).toISOString(),
    created_before: new Date(range.to).toISOString(),
    limit: RUNS,
    ...(kind === null ? {} : { kind: [kind] }),
  };
  const { data, error } = useQuery({
    queryKey: ["tasks", "durations", query],
    queryFn: ({ signal }) => take(api.GET("/api/v1/tasks", { params: { query }, signal })),
    enabled: name !== null,
    placeholderData: keepPreviousData,
  });
  return { runs: data && runsOf(data.tasks.map(freshest)), error };
}
