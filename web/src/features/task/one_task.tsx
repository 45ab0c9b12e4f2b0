import { useEffect, useMemo } from "react";
import { useOutcome } from "~/features/outcome";
import type { Task } from "~/lib/api/types";
import { Callout } from "~/ui/callout";
import { catchFocus, pageHeading } from "~/ui/lost_focus";
import { Head } from "./head/head";
import classes from "./one_task.module.css";
import { loadsOf } from "./resources/load";
import { useSamples } from "./resources/use_samples";
import { useTaskKeys } from "./task_keys";
import { TaskTabs } from "./task_tabs";
import { useWayBack } from "./way_back";

interface Props {
  task: Task;
  /** It was deleted while it was looked at: this is what was known of it. */
  isGone: boolean;
}

export function OneTask({ task, isGone }: Props) {
  useOutcome(task);
  const back = useWayBack();
  useTaskKeys(task, isGone, back);
  // The buttons go with the task.
  useEffect(() => {
    if (isGone) catchFocus(pageHeading());
  }, [isGone]);
  const samples = useSamples(task);
  const loads = useMemo(() => loadsOf(samples), [samples]);
  return (
    <article className={classes.task}>
      {isGone && (
        <Callout tone="attention" title={`Task #${task.id} was deleted.`}>
          <p>Its output is gone with it. This is what was known of it.</p>
        </Callout>
      )}
      <Head task={task} isGone={isGone} back={back} load={loads.at(-1) ?? null} />
      <TaskTabs task={task} isGone={isGone} loads={loads} />
    </article>
  );
}
