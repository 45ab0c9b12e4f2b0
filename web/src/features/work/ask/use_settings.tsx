import { useQueryClient } from "@tanstack/react-query";
import { useMemo } from "react";
import type { Priority, Task } from "~/lib/api/types";
import { learn } from "~/lib/live";
import { millis, moment } from "~/lib/time";
import { ask } from "~/ui/dialogs";
import { useZone } from "~/ui/times";
import { failed, told } from "~/ui/toast";
import { type Change, setOnTask } from "../changes";
import { type Due, DueForm } from "./due_form";
import { PRIORITIES, PriorityForm } from "./priority_form";

/** What can be set on a task without opening it: each asks, sets it and says so. */
export function useSettings() {
  const client = useQueryClient();
  const zone = useZone();
  return useMemo(() => {
    async function set(task: Task, change: Change, said: string, back?: Change): Promise<void> {
      try {
        learn(client, await setOnTask(task, change));
        const undo = back && { run: () => void set(task, back, `#${task.id} is as it was before`) };
        told(said, undo);
      } catch (error) {
        failed(error);
      }
    }

    return {
      async due(task: Task): Promise<void> {
        const due = await ask<Due>(`By when: #${task.id} ${task.name}`, (answer) => (
          <DueForm task={task} answer={answer} />
        ));
        if (due === null || due.deadline === task.deadline) return;
        const said =
          due.deadline === null
            ? `#${task.id} has no deadline now`
            : `#${task.id} is due ${moment(millis(due.deadline), zone, Date.now())}`;
        await set(task, { deadline: due.deadline }, said, { deadline: task.deadline });
      },

      async priority(task: Task): Promise<void> {
        const priority = await ask<Priority>(`Priority: #${task.id} ${task.name}`, (answer) => (
          <PriorityForm priority={task.priority} answer={answer} />
        ));
        if (priority === null || priority === task.priority) return;
        const said = `#${task.id} is ${PRIORITIES[priority].toLowerCase()} now`;
        await set(task, { priority }, said, { priority: task.priority });
      },
    };
  }, [client, zone]);
}
