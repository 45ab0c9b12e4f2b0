import {
  type Icon,
  IconChartBar,
  IconChecklist,
  IconClock,
  IconHistory,
  IconKey,
  IconKeyboard,
  IconLayoutSidebarLeftCollapse,
  IconList,
  IconLogout,
  IconPlus,
  IconRowInsertBottom,
  IconSettings,
  IconSunMoon,
  IconUser,
  IconUserPlus,
  IconUsers,
} from "@tabler/icons-react";
import { useLocation } from "wouter";
import { useSignOut } from "~/features/session";
import { showShortcuts } from "~/features/shortcuts";
import { usePref } from "~/lib/prefs";
import { useRights } from "~/lib/session";
import { failed } from "~/ui/toast";
import type { Entry } from "../entry";
import { useKeysOfLabels } from "../keys_of_labels";

type Action = [label: string, icon: Icon, run: () => unknown];

/** What can be done anywhere. */
export function useActionEntries(): Entry[] {
  const [, navigate] = useLocation();
  const { create, administer } = useRights();
  const signOut = useSignOut();
  const keys = useKeysOfLabels();
  const go = (label: string, icon: Icon, path: string): Action => [
    label,
    icon,
    () => navigate(path),
  ];
  const all: Action[] = [
    ...(create
      ? [
          go("New task", IconPlus, "/new"),
          go("New task for a person", IconUserPlus, "/new?kind=person"),
        ]
      : []),
    go("Go to Tasks", IconList, "/"),
    go("Go to My tasks", IconChecklist, "/my"),
    go("Go to Insights", IconChartBar, "/insights"),
    go("Go to People", IconUsers, "/users"),
    go("Go to Settings", IconSettings, "/settings"),
    go("Go to API tokens", IconKey, "/tokens"),
    ...(administer ? [go("Go to Audit log", IconHistory, "/audit")] : []),
    go("Go to Profile and sessions", IconUser, "/profile"),
    ...useLooks(),
    ["Keyboard shortcuts", IconKeyboard, showShortcuts],
    ["Log out", IconLogout, () => signOut().catch(failed)],
  ];
  return all.map(([label, Icon, run]) => ({
    id: `do ${label}`,
    label,
    icon: <Icon size={16} stroke={1.75} />,
    keys: keys.get(label),
    run,
  }));
}

const THEMES = { auto: "as the system", light: "light", dark: "dark" } as const;
const DENSITIES = { comfortable: "comfortable", compact: "compact" } as const;
const TIMES = { relative: "relative", local: "in your time zone", utc: "in UTC" } as const;

/** How the page looks; what is so already is not offered. */
function useLooks(): Action[] {
  const [theme, setTheme] = usePref("theme");
  const [density, setDensity] = usePref("density");
  const [times, setTimes] = usePref("times");
  const [rail, setRail] = usePref("rail");
  return [
    ...others(THEMES, theme).map(
      ([to, said]): Action => [`Theme: ${said}`, IconSunMoon, () => setTheme(to)],
    ),
    ...others(DENSITIES, density).map(
      ([to, said]): Action => [`Density: ${said}`, IconRowInsertBottom, () => setDensity(to)],
    ),
    ...others(TIMES, times).map(
      ([to, said]): Action => [`Times: ${said}`, IconClock, () => setTimes(to)],
    ),
    [
      rail === "wide" ? "Fold the navigation" : "Unfold the navigation",
      IconLayoutSidebarLeftCollapse,
      () => setRail(rail === "wide" ? "narrow" : "wide"),
    ],
  ];
}

function others<Value extends string>(
  said: Record<Value, string>,
  now: Value,
): [value: Value, said: string][] {
  return (Object.entries(said) as [Value, string][]).filter(([value]) => value !== now);
}
