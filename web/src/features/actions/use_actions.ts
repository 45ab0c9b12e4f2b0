import { useQueryClient } from "@tanstack/react-query";
import { useMemo } from "react";
import { useLocation } from "wouter";
import type { Person, Task } from "~/lib/api/types";
import { learn } from "~/lib/live";
import { useRights } from "~/lib/session";
import { confirmed } from "~/ui/dialogs";
import { failed, told, type Undo } from "~/ui/toast";
import { whom } from "./assign_dialog";
import { doneSaid, releasedBy } from "./released";
import { untilWhen } from "./reopen_dialog";
import * as verbs from "./verbs";

export type Actions = ReturnType<typeof useActions>;

/**
 * What one can do with a task, from anywhere on the page.
 *
 * Each comes back when it is done or was refused. Both are told to people; neither is thrown.
 */
export function useActions() {
  const client = useQueryClient();
  const rights = useRights();
  const [, navigate] = useLocation();
  return useMemo(() => {
    async function step(doing: Promise<Task>, said?: string, undo?: Undo): Promise<void> {
      learn(client, await doing);
      if (said !== undefined) told(said, undo);
    }

    /** Giving and taking away is for whoever may assign; so is taking it back. */
    function undoing(task: Task, doing: () => Promise<Task>): Undo | undefined {
      return rights.assign(task) ? { run: () => void step(doing()).catch(failed) } : undefined;
    }

    async function givenBack(task: Task): Promise<Task> {
      const { assigned_to: had } = task;
      if (had === null) return verbs.unassign(task);
      return underWay(await verbs.assign(task, had.id), task);
    }

    /** Somebody was at it; given anew it is only to do. */
    async function underWay(task: Task, before: Task): Promise<Task> {
      return before.status === "in_progress" ? verbs.start(task) : task;
    }

    return {
      cancel: safely((task: Task) => verbs.cancel(task)),

      /** At once, without the time it has to end by itself. */
      kill: safely((task: Task) => verbs.cancel(task, { force: true })),

      rerun: safely(async (task: Task) => {
        const again = await verbs.rerun(task);
        const run = () => navigate(`/tasks/${again.id}`);
        told(`Re-run as ${named(again)}`, { label: "View Logs", run });
      }),

      /** Asks first: its output goes with it, and does not come back. */
      remove: safely(async (task: Task) => {
        const sure = await confirmed({
          title: `Delete ${named(task)}?`,
          text: "Its output goes with it. This cannot be undone.",
          verb: "Delete task",
        });
        if (!sure) return;
        await verbs.remove(task);
        told(`Deleted ${named(task)}`);
      }),

      /** Asks whom, unless it is said. */
      assign: safely(async (task: Task, person?: Person) => {
        const one = person ?? (await whom(`Assign ${named(task)}`));
        if (one === null) return;
        const undo = undoing(task, () => givenBack(task));
        await step(verbs.assign(task, one.id), `${named(task)} is for ${one.name} now`, undo);
      }),

      unassign: safely((task: Task) => {
        const undo = undoing(task, () => givenBack(task));
        return step(verbs.unassign(task), `Nobody has ${named(task)} now`, undo);
      }),

      claim: safely((task: Task) => {
        const undo = undoing(task, () => verbs.unassign(task));
        return step(verbs.claim(task), `${named(task)} is yours`, undo);
      }),

      start: safely((task: Task) => step(verbs.start(task))),

      complete: safely(async (task: Task) => {
        const released = await releasedBy(client, task);
        const undo = undoing(task, async () => underWay(await verbs.reopen(task), task));
        const said = doneSaid(named(task), released, undo !== undefined);
        await step(verbs.complete(task), said, undo);
      }),

      /** Asks for another deadline when its own has passed, unless one is said; null is none. */
      reopen: safely(async (task: Task, deadline?: string | null) => {
        const asks = deadline === undefined && hasPassed(task.deadline);
        const other = asks ? await untilWhen(`Reopen ${named(task)}`) : { deadline };
        if (other === null) return;
        await step(verbs.reopen(task, other.deadline), `${named(task)} is open again`);
      }),
    };
  }, [client, rights, navigate]);
}

function hasPassed(deadline: string | null): boolean {
  return deadline !== null && Date.parse(deadline) <= Date.now();
}

function safely<Args extends unknown[]>(action: (...args: Args) => Promise<unknown>) {
  return (...args: Args): Promise<void> => action(...args).then(() => undefined, failed);
}

function named(task: Task): string {
  return `#${task.id} ${task.name}`;
}
