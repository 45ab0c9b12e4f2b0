import type { Task } from "~/lib/api/types";

/** The sides of a task; the first one is shown unless the address says otherwise. */
export const TABS = {
  log: "Log",
  work: "Work",
  details: "Details",
  resources: "Resources",
  dependencies: "Dependencies",
  history: "History",
  events: "Events",
} as const;

export type Tab = keyof typeof TABS;

export function tabsOf(task: Task, isGone: boolean): Tab[] {
  if (isGone) return ["details"];
  return task.kind === "person"
    ? ["work", "details", "dependencies", "events"]
    : ["log", "details", "resources", "dependencies", "history", "events"];
}

/** Dependencies are those it has, made or was made for; all of them are shown there. */
export function dependencyCount(task: Task): number {
  return task.after.length + (task.follow_up === null ? 0 : 1);
}
