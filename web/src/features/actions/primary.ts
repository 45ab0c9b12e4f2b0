import type { Task } from "~/lib/api/types";
import type { Rights } from "~/lib/session";
import { isFinal } from "~/lib/status";
import type { Actions } from "./use_actions";

export interface Primary {
  label: string;
  does: keyof Actions;
}

/** The one thing one most likely wants to do with a task, if one may. */
export function primaryOf(task: Task, rights: Rights): Primary | null {
  return task.kind === "command" ? ofCommand(task, rights) : ofWork(task, rights);
}

function ofCommand(task: Task, rights: Rights): Primary | null {
  if (!rights.control(task)) return null;
  if (isFinal(task)) return { label: "Re-run", does: "rerun" };
  if (task.status === "cancelling") return { label: "Kill now", does: "kill" };
  return { label: "Cancel", does: "cancel" };
}

function ofWork(task: Task, rights: Rights): Primary | null {
  if (isFinal(task)) return rights.assign(task) ? { label: "Reopen", does: "reopen" } : null;
  if (!rights.work(task)) return null;
  if (task.status === "unassigned") return { label: "Take it", does: "claim" };
  return { label: "Complete", does: "complete" };
}
