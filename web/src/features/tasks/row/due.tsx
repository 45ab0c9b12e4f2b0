import type { Task } from "~/lib/api/types";
import { useNow } from "~/lib/now";
import { isFinal } from "~/lib/status";
import { exactly, millis, roughly } from "~/lib/time";
import { useZone } from "~/ui/times";
import classes from "./task_row.module.css";

const HOUR = 3_600_000;
const SOON = 24 * HOUR;

/** Until when it is to be done: louder the nearer it is. */
export function Due({ task }: { task: Task }) {
  const now = useNow();
  const zone = useZone();
  if (task.deadline === null || isFinal(task)) return null;
  const left = millis(task.deadline) - now;
  const words = left < 0 ? `due ${roughly(-left)} ago` : `due in ${roughly(left)}`;
  return (
    <time
      dateTime={task.deadline}
      title={exactly(task.deadline, zone)}
      className={left < HOUR ? classes.late : left < SOON ? classes.soon : "ty-muted"}
    >
      {words}
    </time>
  );
}
