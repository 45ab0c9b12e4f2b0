import { Link } from "wouter";
import type { Task } from "~/lib/api/types";
import { why } from "~/lib/why";
import { StateChip } from "~/ui/state_icon";
import classes from "./dependencies.module.css";
import type { Related } from "./use_related";

interface Props {
  title: string;
  note?: string | null;
  ids: readonly string[];
  find: Related["find"];
}

/** Some tasks and how they are; nothing where there are none and nothing is to be said. */
export function TaskLines({ title, note = null, ids, find }: Props) {
  if (ids.length === 0 && note === null) return null;
  return (
    <section>
      <h2>{title}</h2>
      {note !== null && <p className="ty-muted">{note}</p>}
      <ul className={classes.lines}>
        {ids.map((id) => (
          <li key={id} className={classes.line}>
            <Line id={id} task={find(id)} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Line({ id, task }: { id: string; task: Task | null | undefined }) {
  if (task === null) return <span className="ty-muted">#{id}, which is gone or is not yours</span>;
  if (task === undefined) return <Link href={`/tasks/${id}`}>#{id}</Link>;
  return (
    <>
      <StateChip task={task} />
      <Link href={`/tasks/${id}`} className={classes.name}>
        #{id} {task.name}
      </Link>
      <span className="ty-muted">{why(task)}</span>
    </>
  );
}
