import type { Task } from "~/lib/api/types";
import { useSaid } from "~/lib/now";
import { isFinal } from "~/lib/status";
import { exactly, millis, roughly } from "~/lib/time";
import { useZone } from "~/ui/times";
import classes from "./task_row.module.css";

const HOUR = 3_600_000;
const SOON = 24 * HOUR;
const TONES = { late: classes.late, soon: classes.soon, far: "ty-muted" };

/** Until when it is to be done: louder the nearer it is. */
export function Due({ task }: { task: Task }) {
  if (task.deadline === null || isFinal(task)) return null;
  return <Deadline at={task.deadline} />;
}

function Deadline({ at }: { at: string }) {
  const zone = useZone();
  const said = useSaid((now) => {
    const left = millis(at) - now;
    return left < 0 ? `due ${roughly(-left)} ago` : `due in ${roughly(left)}`;
  });
  const tone = useSaid((now) => {
    const left = millis(at) - now;
    return left < HOUR ? "late" : left < SOON ? "soon" : "far";
  });
  return (
    <time dateTime={at} title={exactly(at, zone)} className={TONES[tone]}>
      {said}
    </time>
  );
}
