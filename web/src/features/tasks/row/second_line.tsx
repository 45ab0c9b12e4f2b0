import type { Task } from "~/lib/api/types";
import { isFinal } from "~/lib/status";
import { why } from "~/lib/why";
import classes from "./task_row.module.css";

/** What stands below the name: what it printed last, or what there is to say instead. */
export function SecondLine({ task }: { task: Task }) {
  if (task.kind === "person") return <Work task={task} />;
  if (task.log.last_line !== null)
    return <div className={classes.output}>{task.log.last_line.trim()}</div>;
  const isFailure = task.status === "failed";
  return (
    <div className={`${classes.second} ${isFailure ? classes.failed : ""}`}>
      {why(task) ?? silence(task)}
    </div>
  );
}

function silence(task: Task): string {
  if (task.started_at === null) return "never started";
  return isFinal(task) ? "wrote nothing" : "no output yet";
}

/** For whom it is, how far it is, and how urgent. */
function Work({ task }: { task: Task }) {
  const { assigned_to: person, checklist } = task;
  const steps = checklist ?? [];
  const done = steps.filter((step) => step.done).length;
  return (
    <div className={classes.second}>
      {person === null ? (
        "nobody has it"
      ) : (
        <>
          for <bdi>{person.name}</bdi>
        </>
      )}
      {steps.length > 0 && ` · ${done}/${steps.length} steps`}
      {task.priority !== "normal" && ` · ${task.priority}`}
    </div>
  );
}
