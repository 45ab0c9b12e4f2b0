import type { Task } from "~/lib/api/types";
import { useNow } from "~/lib/now";
import { isFinal, isRunning } from "~/lib/status";
import { duration, roughly } from "~/lib/time";
import { type Eta, etaOf, type Usual } from "~/lib/usual";
import { RunTime, Since } from "~/ui/times";
import { Due } from "./due";
import classes from "./duration_cell.module.css";

/** How long it ran, runs and will run; or until when a person has. */
export function DurationCell({ task, usual }: { task: Task; usual: Usual }) {
  if (task.kind === "person") return <Due task={task} />;
  if (isRunning(task)) return <Running task={task} usual={usual} />;
  if (isFinal(task)) return <Ended task={task} usual={usual} />;
  return (
    <span className="ty-muted">
      waiting <Since at={task.queued_at ?? task.created_at} />
    </span>
  );
}

function Ended({ task, usual }: { task: Task; usual: Usual }) {
  const median = usual.get(task.name);
  const unusual =
    task.duration_ms !== null && median !== undefined && differs(task.duration_ms, median);
  return (
    <>
      <RunTime task={task} />
      {unusual && <span className={classes.aside}>usual {duration(median)}</span>}
    </>
  );
}

// Twice as long, or half, is worth a word; a blink more or less is not.
function differs(ms: number, median: number): boolean {
  return Math.max(ms, median) > 2 * Math.min(ms, median) && Math.abs(ms - median) > 2_000;
}

const SOURCES: Record<Eta["from"], string> = {
  output: "as the command says",
  guess: "guessed from its output",
  usual: "if it takes as long as it usually does",
};

function Running({ task, usual }: { task: Task; usual: Usual }) {
  const eta = etaOf(task, usual, useNow());
  return (
    <>
      <RunTime task={task} />
      {eta && (
        <>
          <span className={classes.aside} title={SOURCES[eta.from]}>
            ~{Math.floor(eta.fraction * 100)} % · {roughly(eta.leftMs)} left
          </span>
          <Bar eta={eta} />
        </>
      )}
    </>
  );
}

function Bar({ eta }: { eta: Eta }) {
  return (
    <div className={classes.bar} aria-hidden="true">
      <div
        className={`${classes.done} ${eta.from === "output" ? "" : classes.guessed}`}
        style={{ transform: `scaleX(${eta.fraction})` }}
      />
    </div>
  );
}
