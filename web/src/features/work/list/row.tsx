import { memo } from "react";
import { Link } from "wouter";
import type { Task } from "~/lib/api/types";
import { useMe } from "~/lib/session";
import { lookOf } from "~/lib/status";
import { Chip } from "~/ui/chip";
import { StateIcon } from "~/ui/state_icon";
import { PRIORITIES } from "../ask/priority_form";
import { doneOf } from "../checklist/items";
import { DueLabel } from "../due/due_label";
import classes from "./row.module.css";
import { RowAction } from "./row_action";

interface Props {
  task: Task;
  href: string;
  isOpen: boolean;
  now: number;
  waiting: readonly Task[];
}

export const Row = memo(function Row({ task, href, isOpen, now, waiting }: Props) {
  return (
    <article
      className={`${classes.row} ${isOpen ? classes.open : ""}`}
      data-row={task.id}
      aria-label={`#${task.id} ${task.name}`}
    >
      <span className={classes.state}>
        <StateIcon task={task} />
        <span className="ty-unseen">{lookOf(task).label}</span>
      </span>
      <div className={classes.main}>
        <Link
          href={href}
          className={classes.name}
          aria-current={isOpen ? "true" : undefined}
          onClick={(event) => isOpen && event.preventDefault()}
        >
          <span className={classes.id}>#{task.id}</span> <bdi>{task.name}</bdi>
        </Link>
        <Meta task={task} waiting={waiting} />
      </div>
      <span className={classes.side}>
        {task.priority !== "normal" && (
          <Chip tone={task.priority === "urgent" ? "attention" : "neutral"}>
            {PRIORITIES[task.priority]}
          </Chip>
        )}
        <DueLabel task={task} now={now} />
      </span>
      <RowAction task={task} now={now} />
    </article>
  );
});

/** From whom, for whom, how far, and what runs after it. */
function Meta({ task, waiting }: Pick<Props, "task" | "waiting">) {
  const me = useMe();
  const { created_by: maker, assigned_to: person, checklist } = task;
  const next = waiting[0];
  const others = waiting.length - 1;
  return (
    <span className={classes.meta}>
      {maker !== null && maker.id !== me.id && (
        <span>
          from <bdi>{maker.name}</bdi>
        </span>
      )}
      {person !== null && person.id !== me.id && (
        <span>
          for <bdi>{person.name}</bdi>
        </span>
      )}
      {checklist !== null && checklist.length > 0 && (
        <span className="ty-numbers">
          {doneOf(checklist)}/{checklist.length} steps
        </span>
      )}
      {next !== undefined && (
        <span className={classes.next}>
          then #{next.id} <bdi>{next.name}</bdi>
          {others > 0 && ` and ${others} more`}
        </span>
      )}
    </span>
  );
}
