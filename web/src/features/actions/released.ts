import type { QueryClient } from "@tanstack/react-query";
import type { Task } from "~/lib/api/types";
import { blockedQuery, waitingFor } from "~/lib/waiting";

/** What waits for the task and goes on when it is done; nothing where that cannot be told. */
export async function releasedBy(client: QueryClient, task: Task): Promise<readonly Task[]> {
  try {
    const { tasks } = await client.ensureQueryData(blockedQuery);
    return waitingFor(tasks).get(task.id) ?? [];
  } catch {
    return [];
  }
}

/** That it is done, and what Undo does not take back. */
export function doneSaid(name: string, released: readonly Task[], canUndo: boolean): string {
  const [first, ...others] = released;
  const also = canUndo ? ", also after Undo" : "";
  if (first === undefined)
    return canUndo ? `${name} is done` : `${name} is done. Who made it can reopen it.`;
  return others.length === 0
    ? `${name} is done. #${first.id} ${first.name} no longer waits for it${also}.`
    : `${name} is done. ${released.length} tasks no longer wait for it${also}.`;
}
