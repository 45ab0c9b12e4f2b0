import { IconDots } from "@tabler/icons-react";
import { createContext, useContext, useState } from "react";
import { Link } from "wouter";
import { type Actions, primaryOf, TaskMenu, usePress } from "~/features/actions";
import type { Task } from "~/lib/api/types";
import type { Rights } from "~/lib/session";
import classes from "./row_actions.module.css";

/** What a row can do; asked for once for all of them. */
export const Doing = createContext<{ actions: Actions; rights: Rights } | null>(null);

// Plain elements: rows come and go by the hundred while one scrolls.
export function RowActions({ task }: { task: Task }) {
  return (
    <div className={classes.actions}>
      {task.kind === "command" && (
        <Link
          href={`/tasks/${task.id}`}
          className={`${classes.button} ${classes.logs}`}
          aria-label={`View Logs of ${named(task)}`}
        >
          View Logs
        </Link>
      )}
      <PrimaryButton task={task} />
      <Menu task={task} />
    </div>
  );
}

function PrimaryButton({ task }: { task: Task }) {
  const doing = useContext(Doing);
  const primary = doing && primaryOf(task, doing.rights);
  const { isBusy, isUnread, press } = usePress(primary?.label, async () => {
    if (primary) await doing.actions[primary.does](task);
  });
  if (!primary) return null;
  return (
    <button
      type="button"
      className={`${classes.button} ${classes.primary}`}
      aria-label={`${primary.label} ${named(task)}`}
      aria-disabled={isBusy || isUnread}
      onClick={press}
    >
      {primary.label}
    </button>
  );
}

/** The menu is made when it is opened. */
function Menu({ task }: { task: Task }) {
  const [isWanted, setWanted] = useState(false);
  if (isWanted) return <TaskMenu task={task} opened />;
  return (
    <button
      type="button"
      className={classes.more}
      aria-label={`More for ${named(task)}`}
      aria-haspopup="menu"
      onClick={() => setWanted(true)}
    >
      <IconDots size={16} aria-hidden="true" />
    </button>
  );
}

function named(task: Task): string {
  return `#${task.id} ${task.name}`;
}
