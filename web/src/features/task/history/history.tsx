import { Link } from "wouter";
import type { Task } from "~/lib/api/types";
import { useNow } from "~/lib/now";
import { duration, millis, moment, type Zone } from "~/lib/time";
import { EmptyNote } from "~/ui/notes";
import { type Entry, HeartbeatStrip, Plot, Scatter } from "~/ui/plots";
import { useZone } from "~/ui/times";
import { Waiting } from "~/ui/waiting";
import { answer, linesOf, type Run, runsOf, spreadOf } from "./course";
import classes from "./history.module.css";
import { RunTable } from "./run_table";
import { type Runs, useRuns } from "./runs";

const MINUTE = 60_000;
const LEGEND: readonly Entry[] = [
  { label: "completed", sign: "completed" },
  { label: "failed", sign: "failed" },
  { label: "cancelled", sign: "cancelled" },
];
const SPREAD: readonly Entry[] = [
  { label: "half took up to", line: "running", dash: "dashed" },
  { label: "95 of 100 up to", band: "running" },
];

/** How it went with the last runs of the same name. */
export function History({ task }: { task: Task }) {
  const runs = useRuns(task);
  if (runs === undefined) return <Waiting />;
  return <Course task={task} runs={runs} />;
}

function Course({ task, runs }: { task: Task; runs: Runs }) {
  const zone = useZone();
  const now = useNow(MINUTE);
  const ended = runsOf(runs.tasks);
  const spread = spreadOf(ended);
  const when = ({ task }: Run) => moment(task.finished_at ?? task.created_at, zone, now);
  if (runs.tasks.length <= 1 && ended.length === 0)
    return <EmptyNote title={`This is the first task called “${task.name}”.`} />;
  return (
    <div className={classes.history}>
      <Plot
        title={ended.length > 1 ? `How did the last ${ended.length} runs go?` : "How did it go?"}
        answer={answer(ended, spread)}
        facts={factsOf(ended, zone, now)}
        empty={ended.length === 0 && "None has ended yet."}
      >
        <HeartbeatStrip
          label={`The last runs of ${task.name}, the newest at the right`}
          beats={ended.map((run) => ({
            key: run.task.id,
            ending: run.ending,
            lines: linesOf(run, when(run)),
            href: `/tasks/${run.task.id}?tab=history`,
            isCurrent: run.task.id === task.id,
          }))}
        />
      </Plot>
      <Plot
        title="Does it get slower?"
        facts={factsOf(ended, zone, now)}
        empty={ended.every((run) => run.durationMs === null) && "None has run to an end yet."}
        legend={spread === null ? LEGEND : [...LEGEND, ...SPREAD]}
      >
        <Scatter
          label={`How long the last runs of ${task.name} took`}
          dots={ended.flatMap((run) => dotOf(run, task.id, when(run)))}
          {...(spread && {
            median: spread.median,
            band: { from: spread.median, to: spread.p95 },
          })}
        />
      </Plot>
      <RunTable tasks={runs.tasks} current={task.id} />
      <Link href={`/insights?name=${encodeURIComponent(task.name)}`}>
        More of “{task.name}” in Insights
      </Link>
    </div>
  );
}

function dotOf(run: Run, current: string, when: string) {
  const { task, ending, durationMs: value } = run;
  if (value === null || task.finished_at === null) return [];
  return [
    {
      key: task.id,
      at: millis(task.finished_at),
      value,
      ending,
      lines: linesOf(run, when),
      href: `/tasks/${task.id}?tab=history`,
      isCurrent: task.id === current,
    },
  ];
}

function factsOf(runs: readonly Run[], zone: Zone, now: number) {
  return {
    columns: ["Run", "Ended", "How", "Took"],
    rows: runs.map(({ task, ending, durationMs }) => [
      `#${task.id}`,
      moment(task.finished_at ?? task.created_at, zone, now),
      ending,
      durationMs === null ? "–" : duration(durationMs),
    ]),
  };
}
