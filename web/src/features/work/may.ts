import type { Task } from "~/lib/api/types";
import type { Rights } from "~/lib/session";
import { isFinal } from "~/lib/status";

/** What of a person's task somebody can do now, so that nothing is offered that would be refused. */
export interface May {
  take: boolean;
  start: boolean;
  complete: boolean;
  assign: boolean;
  unassign: boolean;
  reopen: boolean;
  setDue: boolean;
  setPriority: boolean;
  comment: boolean;
}

export function mayOf(task: Task, rights: Rights, now: number): May {
  const isOpen = !isFinal(task);
  const isLate = task.deadline !== null && Date.parse(task.deadline) <= now;
  const works = rights.work(task);
  const isSomebodys = isOpen && task.status !== "unassigned";
  return {
    take: works && task.status === "unassigned",
    start: works && task.status === "pending",
    complete: works && isSomebodys && !isLate,
    assign: rights.assign(task) && isOpen,
    unassign: rights.assign(task) && isSomebodys,
    reopen: rights.assign(task) && !isOpen,
    setDue: rights.control(task) && isOpen && !isLate,
    setPriority: rights.control(task),
    comment: works,
  };
}
