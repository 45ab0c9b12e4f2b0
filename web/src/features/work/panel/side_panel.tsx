import { ActionIcon, Tooltip } from "@mantine/core";
import { IconArrowsMaximize, IconX } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useEffect, useRef } from "react";
import { Link } from "wouter";
import { TaskMenu } from "~/features/actions";
import { isProblem } from "~/lib/api/client";
import type { Task } from "~/lib/api/types";
import { useNow } from "~/lib/now";
import { taskQuery } from "~/lib/task_query";
import { EmptyNote, ProblemNote } from "~/ui/notes";
import { StateChip } from "~/ui/state_icon";
import { When } from "~/ui/times";
import { Waiting } from "~/ui/waiting";
import { isExpired } from "../due/due_words";
import { RowAction } from "../list/row_action";
import classes from "./side_panel.module.css";
import { Title } from "./title";
import { WorkPanel } from "./work_panel";

interface Props {
  id: string;
  /** As the list has it, until it is asked for. */
  known: Task | undefined;
  comments: boolean;
  close: () => void;
}

/** A task beside the list it stands in. */
export function SidePanel({ id, known, comments, close }: Props) {
  const {
    data: task,
    error,
    refetch,
  } = useQuery({
    ...taskQuery(id),
    ...(known === undefined ? {} : { placeholderData: known }),
  });
  // It was deleted, or is theirs no more.
  const isGone = isProblem(error) && error.status === 404;
  const panel = useRef<HTMLElement>(null);
  useEffect(() => {
    // Opened from a row, it is read from its heading on.
    if (document.activeElement?.closest("[data-row]") && !comments)
      panel.current?.querySelector("h2")?.focus();
  }, [comments]);
  return (
    <aside className={classes.panel} aria-label={`Task #${id}`} ref={panel}>
      {task === undefined || isGone ? (
        <>
          <Bar close={close} />
          {error === null ? <Waiting /> : <Missing id={id} error={error} retry={refetch} />}
        </>
      ) : (
        <Shown task={task} comments={comments} close={close} />
      )}
    </aside>
  );
}

function Shown({ task, comments, close }: { task: Task } & Pick<Props, "comments" | "close">) {
  const now = useNow(15_000);
  const isWork = task.kind === "person";
  return (
    <>
      <Bar close={close}>
        <span className={classes.id}>#{task.id}</span>
        <StateChip task={task} />
        <span className={classes.verbs}>
          {isWork && !isExpired(task) && <RowAction task={task} now={now} />}
          <TaskMenu task={task} />
          <Tooltip label="Open its page">
            <ActionIcon
              component={Link}
              href={`/tasks/${task.id}`}
              variant="subtle"
              color="gray"
              size={28}
              aria-label="Open its page"
            >
              <IconArrowsMaximize size={16} />
            </ActionIcon>
          </Tooltip>
        </span>
      </Bar>
      <div>
        <Title key={`name ${task.id}`} task={task} />
        <p className="ty-muted">
          {task.created_by !== null && <>by {task.created_by.name} </>}
          <When at={task.created_at} />
          {task.started_at !== null && (
            <>
              , started <When at={task.started_at} />
            </>
          )}
        </p>
      </div>
      {isWork ? (
        <WorkPanel key={task.id} task={task} comments={comments} />
      ) : (
        <p>
          The server runs this one: <Link href={`/tasks/${task.id}`}>see its page</Link>.
        </p>
      )}
    </>
  );
}

function Bar({ close, children }: { close: () => void; children?: ReactNode }) {
  return (
    <div className={classes.bar}>
      {children}
      <Tooltip label="Close (Esc)">
        <ActionIcon
          className={classes.close ?? ""}
          variant="subtle"
          color="gray"
          size={28}
          aria-label="Close"
          onClick={close}
        >
          <IconX size={16} />
        </ActionIcon>
      </Tooltip>
    </div>
  );
}

interface MissingProps {
  id: string;
  error: unknown;
  retry: () => unknown;
}

function Missing({ id, error, retry }: MissingProps) {
  const isMissing = isProblem(error) && (error.status === 404 || error.status === 422);
  if (!isMissing) return <ProblemNote error={error} retry={() => void retry()} />;
  return <EmptyNote title={`There is no task #${id} that you may see.`} />;
}
