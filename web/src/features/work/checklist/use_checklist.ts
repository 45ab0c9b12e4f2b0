import { useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import type { Task } from "~/lib/api/types";
import { learn } from "~/lib/live";
import { changeTask, isOutrun, taskNow } from "../changes";
import type { Change, Item } from "./items";

/** Others may be quicker a few times; somebody who always is, is a program. */
const TRIES = 5;

/** What is shown in place of the task's own list, until the task is of that version. */
interface Shown {
  items: Item[];
  until: number;
}

/** What could not be done, and what it was. */
interface Refused {
  error: unknown;
  changes: readonly Change[];
}

/**
 * A task's list, changed at once here and one change after the other on the server.
 *
 * The server takes whole lists: a change that met a newer one is made again to that, so that what
 * two people do at the same time is both done. A change that is refused, and those made after it,
 * are taken back: `refused` says why, and `again` tries them again.
 */
export function useChecklist(task: Task) {
  const client = useQueryClient();
  const [shown, setShown] = useState<Shown | null>(null);
  const [refused, setRefused] = useState<Refused | null>(null);
  const queue = useRef<Change[]>([]);
  const items = shown !== null && task.version < shown.until ? shown.items : (task.checklist ?? []);

  function change(...changes: readonly Change[]): void {
    const isIdle = queue.current.length === 0;
    queue.current.push(...changes);
    setRefused(null);
    setShown({ items: after(items, changes), until: Number.POSITIVE_INFINITY });
    if (isIdle) void work();
  }

  async function work(): Promise<void> {
    let known = task;
    try {
      for (let one = queue.current[0]; one !== undefined; one = queue.current[0]) {
        known = await made(one, known);
        learn(client, known);
        queue.current.shift();
        setShown(ahead(known, queue.current));
      }
    } catch (error) {
      setRefused({ error, changes: queue.current });
      setShown(null);
      queue.current = [];
    }
  }

  return { items, change, refused, again: () => change(...(refused?.changes ?? [])) };
}

async function made(change: Change, task: Task): Promise<Task> {
  let known = task;
  for (let tries = 1; ; tries += 1) {
    const checklist = change(known.checklist ?? []);
    if (checklist === null) throw new Error("Somebody has changed this list meanwhile.");
    try {
      return await changeTask(known, { checklist });
    } catch (error) {
      if (!isOutrun(error) || tries === TRIES) throw error;
      known = await taskNow(task);
    }
  }
}

/** The list as it will be once the changes are made that are still to be sent. */
function ahead(task: Task, changes: readonly Change[]): Shown {
  const isLast = changes.length === 0;
  return {
    items: after(task.checklist ?? [], changes),
    until: isLast ? task.version : Number.POSITIVE_INFINITY,
  };
}

function after(items: readonly Item[], changes: readonly Change[]): Item[] {
  return changes.reduce<Item[]>((list, change) => change(list) ?? list, [...items]);
}
