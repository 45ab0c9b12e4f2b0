import type { Task } from "~/lib/api/types";
import { useNow } from "~/lib/now";
import { isRunning } from "~/lib/status";
import { duration } from "~/lib/time";
import { type Eta, etaOf, useUsual } from "~/lib/usual";
import classes from "./progress.module.css";

const FROM: Record<Eta["from"], string> = {
  output: "as the command says",
  guess: "as we read its output",
  usual: "by how long it usually takes",
};

const SECOND = 1_000;
const HOUR = 3_600_000;

/** How far it is and how long it will take, if anything is known about that. */
export function Progress({ task }: { task: Task }) {
  const usual = useUsual();
  const now = useNow(isRunning(task) ? SECOND : HOUR);
  const eta = etaOf(task, usual, now);
  const label = task.progress?.text ?? null;
  if (!isRunning(task) || (eta === null && label === null)) return null;
  return (
    <div className={classes.progress}>
      {eta !== null && (
        <div
          className={`${classes.bar} ${eta.from === "output" ? "" : classes.guess}`}
          role="progressbar"
          aria-label="Progress"
          aria-valuemin={0}
          aria-valuemax={100}
          aria-valuenow={Math.floor(eta.fraction * 100)}
        >
          <div className={classes.done} style={{ width: `${eta.fraction * 100}%` }} />
        </div>
      )}
      <p className={classes.words}>
        {[
          eta && `${eta.from === "output" ? "" : "~ "}${Math.floor(eta.fraction * 100)} %`,
          label,
          eta && `${duration(Math.ceil(eta.leftMs / 1000) * 1000)} left, ${FROM[eta.from]}`,
        ]
          .filter(Boolean)
          .join(" · ")}
      </p>
    </div>
  );
}
