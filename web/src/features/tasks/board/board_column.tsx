import { useId } from "react";
import { Link } from "wouter";
import type { Task } from "~/lib/api/types";
import { count } from "~/lib/size";
import classes from "./board.module.css";
import { TaskCard } from "./task_card";

interface Props {
  title: string;
  tasks: readonly Task[];
  total: number;
  /** The filter for all of its tasks. */
  all: string;
}

export function BoardColumn({ title, tasks, total, all }: Props) {
  const id = useId();
  const most = Math.max(total, tasks.length);
  return (
    <section className={classes.column} aria-labelledby={id}>
      <h2 id={id} className={classes.title}>
        {title} <span className={classes.count}>{count(most)}</span>
      </h2>
      <ul className={classes.cards}>
        {tasks.map((task) => (
          <li key={task.id}>
            <TaskCard task={task} />
          </li>
        ))}
      </ul>
      {tasks.length === 0 && <p className={classes.none}>None</p>}
      {most > tasks.length && (
        <Link href={`/?${new URLSearchParams({ q: all })}`}>All {count(most)}</Link>
      )}
    </section>
  );
}
