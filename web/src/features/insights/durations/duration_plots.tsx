import { useNow } from "~/lib/now";
import { count, counted } from "~/lib/size";
import { moment } from "~/lib/time";
import { why } from "~/lib/why";
import { type Entry, finely, Histogram, logBins, Plot, Scatter } from "~/ui/plots";
import { useZone } from "~/ui/times";
import classes from "./durations.module.css";
import { inWords, type Run, spreadOf, trend } from "./spread";

const LEGEND: readonly Entry[] = [
  { label: "completed", sign: "completed" },
  { label: "failed", sign: "failed" },
  { label: "cancelled", sign: "cancelled" },
  { label: "half took up to", line: "running", dash: "dashed" },
  { label: "8 of 10 are in here", band: "running" },
];
const EMPTY = "No run of this name was created and ended in this time.";

export function DurationPlots({ name, runs }: { name: string; runs: readonly Run[] }) {
  const zone = useZone();
  const now = useNow(60_000);
  const spread = spreadOf(runs);
  const bins = logBins(runs.map((run) => run.ms));
  const when = (run: Run) => moment(run.at, zone, now);
  const answer =
    spread === null ? "None of them completed." : [inWords(spread), trend(runs)].join(" ");
  return (
    <div className={classes.plots}>
      <Plot
        title={`Is “${name}” getting slower?`}
        answer={answer}
        legend={LEGEND}
        empty={runs.length === 0 && EMPTY}
        facts={{
          columns: ["Task", "Started", "Ended", "Took"],
          rows: runs
            .map((run) => [`#${run.task.id}`, when(run), run.ending, finely(run.ms)])
            .reverse(),
        }}
      >
        <Scatter
          label={`Durations of ${name}, over time`}
          dots={runs.map((run) => ({
            key: run.task.id,
            at: run.at,
            value: run.ms,
            ending: run.ending,
            lines: linesOf(run, when(run)),
            href: `/tasks/${run.task.id}`,
          }))}
          {...(spread ? { median: spread.median, band: { from: spread.p10, to: spread.p90 } } : {})}
        />
      </Plot>
      <Plot
        title={`How long does “${name}” take?`}
        answer={`${counted(runs.length, "run")} by duration. Logarithmic.`}
        empty={runs.length === 0 && EMPTY}
        facts={{
          columns: ["From", "To", "Runs"],
          rows: bins.map((bin) => [finely(bin.from), finely(bin.to), count(bin.count)]),
        }}
      >
        <Histogram
          label={`How many runs of ${name} took how long`}
          values={runs.map((run) => run.ms)}
          height={268}
        />
      </Plot>
    </div>
  );
}

function linesOf({ task, ms, ending }: Run, when: string): string[] {
  const how = why(task);
  return [`#${task.id} ${ending}`, ...(how === null ? [] : [how]), `took ${finely(ms)}`, when];
}
