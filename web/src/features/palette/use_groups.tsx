import { useDebouncedValue } from "@mantine/hooks";
import { IconHistory } from "@tabler/icons-react";
import { useLocation } from "wouter";
import { useMe } from "~/lib/session";
import { useStored } from "~/lib/stored";
import { useActionEntries } from "./entries/actions";
import { usePeopleEntries } from "./entries/people";
import { useTaskHereEntries } from "./entries/task_here";
import { useTaskEntries } from "./entries/tasks";
import type { Entry, Group } from "./entry";
import { ranked } from "./ranked";
import { recent } from "./recent";
import { asks, isNumber, type Wanted } from "./wanted";

const TYPING_MS = 150;

/** What can be chosen, the likeliest first. */
export function useGroups(wanted: Wanted): { groups: Group[]; isLooking: boolean } {
  const [text] = useDebouncedValue(wanted.text, TYPING_MS);
  const searched = { ...wanted, text };
  const here = useTaskHereEntries();
  const actions = useActionEntries();
  const tasks = useTaskEntries(searched);
  const people = usePeopleEntries(searched);
  const last = useRecentEntries([...here, ...actions]);
  const isTyping = text !== wanted.text;
  const isFresh = wanted.only === null && wanted.text === "";
  const isActions = asks(wanted, "actions");
  const groups = [
    { name: "This task", entries: isActions ? ranked(wanted.text, here) : [] },
    { name: "Recent", entries: isFresh ? last : [] },
    {
      name: "Actions",
      entries: isActions ? ranked(wanted.text, isFresh ? without(actions, last) : actions) : [],
    },
    { name: "Tasks", entries: tasks.entries },
    { name: "People", entries: people.entries },
  ].filter((group) => group.entries.length > 0);
  if (isNumber(wanted.text)) groups.sort((one, other) => tasksFirst(one) - tasksFirst(other));
  return {
    groups,
    isLooking: tasks.isLooking || people.isLooking || (isTyping && wanted.only !== "actions"),
  };
}

function tasksFirst(group: Group): number {
  return group.name === "Tasks" ? 0 : 1;
}

function without(entries: readonly Entry[], others: readonly Entry[]): Entry[] {
  return entries.filter((entry) => !others.some((other) => other.id === entry.id));
}

/** What was chosen last: actions as they are now, and the pages of tasks and people. */
function useRecentEntries(actions: readonly Entry[]): Entry[] {
  const me = useMe();
  const [, navigate] = useLocation();
  return useStored(recent)
    .filter(({ who }) => who === me.id)
    .flatMap(({ id, label }): Entry[] => {
      const action = actions.find((one) => one.id === id);
      if (action !== undefined) return [action];
      const path = pathOf(id);
      if (path === null) return [];
      return [{ id, label, icon: <IconHistory size={16} />, run: () => navigate(path) }];
    });
}

function pathOf(id: string): string | null {
  const [kind, number] = id.split(" ");
  if (kind === "task") return `/tasks/${number}`;
  return kind === "person" ? `/users?person=${number}` : null;
}
