import {
  type Icon,
  IconChartBar,
  IconChecklist,
  IconList,
  IconSettings,
  IconUsers,
} from "@tabler/icons-react";

export interface Entry {
  path: string;
  label: string;
  icon: Icon;
  /** The second stroke after g: "g t". */
  key: string;
}

/** Where one can go; on a phone these are the tabs at the bottom. */
export const NAV: readonly Entry[] = [
  { path: "/", label: "Tasks", icon: IconList, key: "t" },
  { path: "/my", label: "My tasks", icon: IconChecklist, key: "m" },
  { path: "/insights", label: "Insights", icon: IconChartBar, key: "i" },
  { path: "/users", label: "People", icon: IconUsers, key: "p" },
  { path: "/settings", label: "Settings", icon: IconSettings, key: "s" },
];

/** Whether the entry stands for the page at `path`. */
export function isAt(entry: Entry, path: string): boolean {
  if (entry.path === "/")
    return path === "/" || path === "/login" || path.startsWith("/tasks") || path === "/new";
  if (entry.path === "/settings") return /^\/(settings|tokens|audit|profile)/.test(path);
  return path.startsWith(entry.path);
}
