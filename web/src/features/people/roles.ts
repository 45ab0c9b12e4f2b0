import type { Role } from "~/lib/api/types";

/** From the least to the most: each may do what those before it may. */
export const ROLES: readonly Role[] = ["viewer", "user", "operator", "admin"];

export const ROLE_NAMES: Record<Role, string> = {
  viewer: "Viewer",
  user: "User",
  operator: "Operator",
  admin: "Admin",
};

export const ROLE_SAYS: Record<Role, string> = {
  viewer: "Looks at all tasks and their output, and changes nothing.",
  user: "Runs commands. Sees the tasks they made and those given to them.",
  operator: "Runs commands. Sees, cancels and assigns everybody's tasks.",
  admin: "All of that, and looks after people, the audit log and the server.",
};

export type Whose = "–" | "own" | "own and assigned" | "all";

type Row = [may: string, viewer: Whose, user: Whose, operator: Whose, admin: Whose];

/** What docs/reference/roles.md says, in its words. */
export const MAY: readonly Row[] = [
  ["read tasks and their output", "all", "own and assigned", "all", "all"],
  ["create tasks", "–", "own", "own", "own"],
  ["cancel, change, rerun and delete tasks", "–", "own", "all", "all"],
  [
    "take, start, complete, check off and comment people's tasks",
    "–",
    "own and assigned",
    "all",
    "all",
  ],
  ["assign, unassign and reopen people's tasks", "–", "own", "all", "all"],
  ["read the server's metrics", "all", "–", "all", "all"],
  ["read the own account", "own", "own", "own", "own"],
  ["change the own account, its sessions and tokens", "own", "own", "own", "own"],
  ["read the names of people", "all", "all", "all", "all"],
  ["invite people as users, when registration is invite", "–", "all", "all", "all"],
  ["manage people and invites", "–", "–", "–", "all"],
  ["read the audit log", "–", "–", "–", "all"],
  ["rotate keys, read settings", "–", "–", "–", "all"],
];

export function isLess(role: Role, than: Role): boolean {
  return ROLES.indexOf(role) < ROLES.indexOf(than);
}
