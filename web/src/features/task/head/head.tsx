import { IconChevronLeft } from "@tabler/icons-react";
import type { MouseEvent } from "react";
import { Link } from "wouter";
import type { Task } from "~/lib/api/types";
import { isRunning } from "~/lib/status";
import { why } from "~/lib/why";
import { StateChip } from "~/ui/state_icon";
import { RunTime } from "~/ui/times";
import type { Load } from "../resources/load";
import { goBack, type WayBack } from "../way_back";
import { Buttons } from "./buttons";
import { Command } from "./command";
import { Facts } from "./facts";
import classes from "./head.module.css";
import { LastWordsLine } from "./last_words_line";
import { Name } from "./name";
import { Progress } from "./progress";
import { Stopping } from "./stopping";

interface Props {
  task: Task;
  /** Nothing can be done any more. */
  isGone: boolean;
  back: WayBack;
  load: Load | null;
}

/** What it is, how it is, what it said, and what one can do. */
export function Head({ task, isGone, back, load }: Props) {
  const reason = why(task);
  return (
    <header className={classes.head}>
      <div className={classes.line}>
        <Link href={back.path} className={classes.back} onClick={(event) => leave(event, back)}>
          <IconChevronLeft size={16} aria-hidden="true" />
          {back.label}
        </Link>
        <StateChip task={task} />
        {isRunning(task) && (
          <strong className={classes.running}>
            <RunTime task={task} />
          </strong>
        )}
        <span className={classes.id}>#{task.id}</span>
        <Name task={task} isGone={isGone} />
        {reason !== null && <span className={classes.why}>{reason}</span>}
        {!isGone && <Buttons task={task} />}
      </div>
      {task.status === "cancelling" && !isGone && <Stopping task={task} />}
      <Progress task={task} />
      {task.command !== null && <Command text={task.command} />}
      <Facts task={task} load={load} />
      {!isGone && <LastWordsLine task={task} />}
    </header>
  );
}

function leave(event: MouseEvent, back: WayBack) {
  // Another tab or window is meant.
  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  goBack(back);
}
