import { useQuery } from "@tanstack/react-query";
import { Link } from "wouter";
import type { Task } from "~/lib/api/types";
import { counted } from "~/lib/size";
import { isFinal } from "~/lib/status";
import { taskQuery } from "~/lib/task_query";
import { why } from "~/lib/why";
import { StateIcon } from "~/ui/state_icon";
import { useWaiting } from "../list/waiting";
import classes from "./panel.module.css";

const SHOWN = 10;

/** The commands that this has to do with: what it was made for, and what waits for it. */
export function Linked({ task }: { task: Task }) {
  const cause = useCause(task);
  const waiting = useWaiting()(task.id);
  const waits = isFinal(task) ? [] : waiting;
  if (cause === undefined && waits.length === 0) return null;
  return (
    <section aria-label="Linked tasks">
      {cause !== undefined && (
        <p className={classes.link}>
          Made because <TaskLink task={cause} /> failed: {why(cause) ?? "nobody knows why"}.
        </p>
      )}
      {waits.length > 0 && (
        <>
          <h2>Waits for this</h2>
          <ul className={classes.links}>
            {waits.slice(0, SHOWN).map((one) => (
              <li key={one.id} className={classes.link}>
                <TaskLink task={one} /> <span className="ty-muted">{whatThen(one)}</span>
              </li>
            ))}
            {waits.length > SHOWN && <li className="ty-muted">and {waits.length - SHOWN} more</li>}
          </ul>
        </>
      )}
    </section>
  );
}

function TaskLink({ task }: { task: Task }) {
  return (
    <>
      <StateIcon task={task} size={14} />{" "}
      <Link href={`/tasks/${task.id}`}>
        #{task.id} <bdi>{task.name}</bdi>
      </Link>
    </>
  );
}

function whatThen(task: Task): string {
  const others = task.after.length - 1;
  const isEnough = task.after_policy === "any_end";
  if (others === 0)
    return isEnough
      ? "runs once this has ended, done or not"
      : "runs once this is done, and fails if it is not";
  const all = `this and ${counted(others, "other")}`;
  return isEnough
    ? `runs once ${all} have ended, done or not`
    : `runs once ${all} are done, and fails if one is not`;
}

/** The command whose failure made it. The server links it in the description, and it links back. */
function useCause(task: Task): Task | undefined {
  const id =
    task.source === "on_failure" ? /\/tasks\/(\d+)\)/.exec(task.description ?? "")?.[1] : undefined;
  const { data } = useQuery({ ...taskQuery(id ?? ""), enabled: id !== undefined });
  return data?.follow_up === task.id ? data : undefined;
}
