import { Tooltip } from "@mantine/core";
import { IconCalendarEvent } from "@tabler/icons-react";
import type { Task } from "~/lib/api/types";
import { isFinal } from "~/lib/status";
import { exactly } from "~/lib/time";
import { useZone } from "~/ui/times";
import classes from "./due_label.module.css";
import { dueWords } from "./due_words";

/** By when it is to be done, coloured as it comes near. */
export function DueLabel({ task, now }: { task: Task; now: number }) {
  const zone = useZone();
  const due = dueWords(task, now, zone);
  const at = isFinal(task) ? (task.finished_at ?? task.deadline) : task.deadline;
  if (due === null || at === null) return null;
  return (
    <Tooltip label={exactly(at, zone)}>
      <time dateTime={at} className={`${classes.due} ${classes[due.tone]}`}>
        {due.tone !== "quiet" && <IconCalendarEvent size={14} aria-hidden="true" />}
        {due.text}
      </time>
    </Tooltip>
  );
}
