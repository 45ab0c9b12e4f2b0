import { CloseButton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "wouter";
import { PrimaryAction, TaskMenu } from "~/features/actions";
import type { Task } from "~/lib/api/types";
import { useKeys } from "~/lib/keys";
import { isFinal } from "~/lib/status";
import { taskQuery } from "~/lib/task_query";
import { why } from "~/lib/why";
import { CommandLine } from "~/ui/command_line";
import { ProblemNote } from "~/ui/notes";
import { StateChip } from "~/ui/state_icon";
import { RunTime, When } from "~/ui/times";
import { Waiting } from "~/ui/waiting";
import { LastLines } from "./last_lines";
import classes from "./peek.module.css";

/** One task beside the list: enough to know what to do, without leaving. */
export function Peek({ id, close }: { id: string; close: () => void }) {
  const { data: task, error, refetch } = useQuery(taskQuery(id));
  useKeys("Peek", [{ keys: "Escape", label: "Close", run: close }]);
  return (
    <aside className={classes.panel} aria-label={`Task #${id}`}>
      <CloseButton className={classes.close} aria-label="Close" onClick={close} />
      {error !== null && <ProblemNote error={error} retry={() => void refetch()} />}
      {error === null && (task === undefined ? <Waiting /> : <Body task={task} />)}
    </aside>
  );
}

function Body({ task }: { task: Task }) {
  const reason = why(task);
  return (
    <>
      <StateChip task={task} />
      <h2 className={classes.title}>
        <Link href={`/tasks/${task.id}`} className={classes.name}>
          <span className="ty-muted">#{task.id}</span> <bdi>{task.name}</bdi>
        </Link>
      </h2>
      {reason !== null && (
        <p className={task.status === "failed" ? classes.failed : ""}>{reason}</p>
      )}
      <p className="ty-muted">
        <Story task={task} />
      </p>
      <div className={classes.actions}>
        <PrimaryAction task={task} />
        <TaskMenu task={task} />
      </div>
      {task.command !== null && <CommandLine text={task.command} />}
      {task.description !== null && <p className={classes.description}>{task.description}</p>}
      {task.kind === "command" && <LastLines task={task} />}
    </>
  );
}

function Story({ task }: { task: Task }) {
  return (
    <>
      {task.created_by !== null && (
        <>
          by <bdi>{task.created_by.name}</bdi>,{" "}
        </>
      )}
      {task.started_at === null ? (
        <>
          made <When at={task.created_at} />
        </>
      ) : (
        <>
          started <When at={task.started_at} />, {isFinal(task) ? "took" : "for"}{" "}
          <RunTime task={task} />
        </>
      )}
    </>
  );
}
