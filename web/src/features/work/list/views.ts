import type { Me, Task, TaskQuery } from "~/lib/api/types";

export type ViewName = "assigned" | "created" | "nobodys" | "team";

export interface View {
  name: ViewName;
  label: string;
  /** Where there is little room. */
  short: string;
  /** How the server is asked for it, and how the list of all tasks is. */
  query: TaskQuery;
  filter: string;
  /** Whether a task that the stream tells of belongs here. */
  has(task: Task, me: Pick<Me, "id">): boolean;
}

export const VIEWS: readonly View[] = [
  {
    name: "assigned",
    label: "Assigned to me",
    short: "Mine",
    query: { assigned_to: ["me"] },
    filter: "assigned:me",
    has: (task, me) => task.assigned_to?.id === me.id,
  },
  {
    name: "created",
    label: "Created by me",
    short: "Created",
    query: { created_by: ["me"] },
    filter: "by:me",
    has: (task, me) => task.created_by?.id === me.id,
  },
  {
    name: "nobodys",
    label: "Nobody's",
    short: "Nobody's",
    query: { assigned_to: ["none"] },
    filter: "assigned:none",
    has: (task) => task.status === "unassigned",
  },
  { name: "team", label: "Team", short: "Team", query: {}, filter: "", has: () => true },
];
