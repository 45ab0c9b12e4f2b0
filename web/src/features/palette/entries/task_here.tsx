import { IconEdit, IconFileText, IconLink, IconPlayerPlay } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useLocation } from "wouter";
import { primaryOf, useActions } from "~/features/actions";
import { address } from "~/lib/base";
import { copy } from "~/lib/clipboard";
import { useRights } from "~/lib/session";
import { taskQuery } from "~/lib/task_query";
import { told } from "~/ui/toast";
import type { Entry } from "../entry";

/** What can be done with the task whose page this is. */
export function useTaskHereEntries(): Entry[] {
  const [path, navigate] = useLocation();
  const id = /^\/tasks\/(\d+)/.exec(path)?.[1];
  const actions = useActions();
  const rights = useRights();
  const { data: task } = useQuery({ ...taskQuery(id ?? ""), enabled: id !== undefined });
  if (id === undefined || task === undefined) return [];
  const named = `#${task.id} ${task.name}`;
  const primary = primaryOf(task, rights);
  const entries: Entry[] = [];
  if (primary !== null)
    entries.push({
      id: `here ${primary.does}`,
      label: `${primary.label} ${named}`,
      icon: <IconPlayerPlay size={16} />,
      run: () => actions[primary.does](task),
    });
  if (rights.create)
    entries.push({
      id: "here copy",
      label: task.kind === "command" ? "Re-run with changes" : "Make one like this",
      icon: <IconEdit size={16} />,
      run: () => navigate(`/new?copy=${task.id}`),
    });
  if (task.kind === "command")
    entries.push({
      id: "here log",
      label: "Show the log alone",
      icon: <IconFileText size={16} />,
      run: () => navigate(`/tasks/${task.id}/logs`),
    });
  entries.push({
    id: "here link",
    label: `Copy link to #${task.id}`,
    icon: <IconLink size={16} />,
    run: async () =>
      told(
        (await copy(address(`/tasks/${task.id}`)))
          ? "The link is on the clipboard"
          : "The browser did not let us copy",
      ),
  });
  return entries;
}
