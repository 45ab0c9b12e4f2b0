import type { Task } from "~/lib/api/types";
import { isFinal } from "~/lib/status";
import { why } from "~/lib/why";
import classes from "./task_row.module.css";

/** Why it ended as it did, where what it printed takes the second line. */
export function Reason({ task }: { task: Task }) {
  const isBeside = isFinal(task) && (task.kind === "person" || task.log.last_line !== null);
  const text = isBeside ? why(task) : null;
  if (text === null) return null;
  const tone = task.status === "failed" ? classes.failed : classes.muted;
  return (
    <span className={`${classes.why} ${tone}`} title={text}>
      {text}
    </span>
  );
}
