import {
  type Icon,
  IconArrowBackUp,
  IconBolt,
  IconCheck,
  IconEdit,
  IconFileText,
  IconLink,
  IconPlayerPlay,
  IconPlayerStop,
  IconRefresh,
  IconUserPlus,
} from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useLocation } from "wouter";
import { type Primary, primaryOf, useActions } from "~/features/actions";
import { address } from "~/lib/base";
import { copy } from "~/lib/clipboard";
import { useRights } from "~/lib/session";
import { taskQuery } from "~/lib/task_query";
import { told } from "~/ui/toast";
import type { Entry } from "../entry";
import { useKeysOfLabels } from "../keys_of_labels";

const ICONS: Partial<Record<Primary["does"], Icon>> = {
  cancel: IconPlayerStop,
  kill: IconBolt,
  rerun: IconRefresh,
  claim: IconUserPlus,
  complete: IconCheck,
  reopen: IconArrowBackUp,
};

/** What can be done with the task whose page this is. */
export function useTaskHereEntries(): Entry[] {
  const [path, navigate] = useLocation();
  const id = /^\/tasks\/(\d+)/.exec(path)?.[1];
  const actions = useActions();
  const rights = useRights();
  const keys = useKeysOfLabels();
  const { data: task } = useQuery({ ...taskQuery(id ?? ""), enabled: id !== undefined });
  if (id === undefined || task === undefined) return [];
  const named = `#${task.id} ${task.name}`;
  const primary = primaryOf(task, rights);
  const entries: Entry[] = [];
  if (primary !== null) {
    const Icon = ICONS[primary.does] ?? IconPlayerPlay;
    entries.push({
      id: `here ${primary.does}`,
      label: `${primary.label} ${named}`,
      icon: <Icon size={16} />,
      keys: keys.get(primary.label),
      run: () => actions[primary.does](task),
    });
  }
  if (rights.create) {
    const label = task.kind === "command" ? "Re-run with changes" : "Make one like this";
    entries.push({
      id: "here copy",
      label,
      icon: <IconEdit size={16} />,
      keys: keys.get(label),
      run: () => navigate(`/new?copy=${task.id}`),
    });
  }
  if (task.kind === "command")
    entries.push({
      id: "here log",
      label: "Show the log alone",
      icon: <IconFileText size={16} />,
      run: () => navigate(`/tasks/${task.id}/logs`),
    });
  entries.push({
    id: "here link",
    label: "Copy link",
    icon: <IconLink size={16} />,
    keys: keys.get("Copy link"),
    run: async () =>
      told(
        (await copy(address(`/tasks/${task.id}`)))
          ? "The link is on the clipboard"
          : "The browser did not let us copy",
      ),
  });
  return entries;
}
