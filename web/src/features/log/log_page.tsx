import { IconChevronLeft } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "wouter";
import { isProblem } from "~/lib/api/client";
import type { Task } from "~/lib/api/types";
import { taskQuery } from "~/lib/task_query";
import { why } from "~/lib/why";
import { EmptyNote, ProblemNote } from "~/ui/notes";
import { PageHead, useTitle } from "~/ui/page_head";
import { StateChip } from "~/ui/state_icon";
import { Waiting } from "~/ui/waiting";
import classes from "./log_page.module.css";
import { LogViewer } from "./log_viewer";

/** The log of a task on a page of its own. */
export function LogPage({ id }: { id: string }) {
  const { data, error, refetch } = useQuery(taskQuery(id));
  const isMissing = isProblem(error) && (error.status === 404 || error.status === 422);
  if (data?.kind === "command") return <OneLog task={data} />;
  if (data !== undefined || isMissing) return <Missing id={id} />;
  if (error !== null) return <ProblemNote error={error} retry={() => void refetch()} />;
  return <Waiting />;
}

function OneLog({ task }: { task: Task }) {
  useTitle(`Log of ${task.name}`);
  const reason = why(task);
  return (
    <div className={classes.page}>
      <header className={classes.head}>
        <Link href={`/tasks/${task.id}`} className={classes.back}>
          <IconChevronLeft size={16} aria-hidden="true" />
          Task #{task.id}
        </Link>
        <StateChip task={task} />
        <h1 className={classes.name}>{task.name}</h1>
        {reason !== null && <span className={classes.why}>{reason}</span>}
      </header>
      <LogViewer task={task} full />
    </div>
  );
}

function Missing({ id }: { id: string }) {
  return (
    <>
      <PageHead title="No such log" />
      <EmptyNote title={`There is no log of a task #${id} that you can see.`}>
        <p>It may have been deleted, or it belongs to somebody else. Tasks for people have none.</p>
        <Link href="/">To the tasks</Link>
      </EmptyNote>
    </>
  );
}
