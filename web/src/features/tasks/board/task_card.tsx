import { memo } from "react";
import { Link } from "wouter";
import type { Task } from "~/lib/api/types";
import { isRunning } from "~/lib/status";
import { StateIcon } from "~/ui/state_icon";
import { PlainWhen, RunTime, Since } from "~/ui/times";
import { Due } from "../row/due";
import { Reason } from "../row/reason";
import { SecondLine } from "../row/second_line";
import classes from "./board.module.css";
import { MoveMenu } from "./move_menu";

export const TaskCard = memo(function TaskCard({ task }: { task: Task }) {
  return (
    <article className={classes.card}>
      <div className={classes.head}>
        <StateIcon task={task} size={14} />
        <Link href={`/tasks/${task.id}`} className={classes.name}>
          <bdi>{task.name}</bdi>
        </Link>
        {task.kind === "person" && <MoveMenu task={task} />}
      </div>
      <SecondLine task={task} />
      <Reason task={task} />
      <div className={classes.foot}>
        <span>#{task.id}</span>
        <Times task={task} />
      </div>
    </article>
  );
});

/** By when, for how long, or when it ended: what is asked of its state. */
function Times({ task }: { task: Task }) {
  if (task.finished_at !== null) return <PlainWhen at={task.finished_at} />;
  if (task.kind === "person") return <Due task={task} />;
  return isRunning(task) ? (
    <RunTime task={task} />
  ) : (
    <Since at={task.queued_at ?? task.created_at} />
  );
}
