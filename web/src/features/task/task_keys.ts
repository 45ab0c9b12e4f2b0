import { useLocation } from "wouter";
import { useActions } from "~/features/actions";
import type { Task } from "~/lib/api/types";
import { address } from "~/lib/base";
import { copy } from "~/lib/clipboard";
import { type Binding, useKeys } from "~/lib/keys";
import { useRights } from "~/lib/session";
import { isFinal } from "~/lib/status";
import { told } from "~/ui/toast";
import { useRerun } from "./rerun";
import { goBack, type WayBack } from "./way_back";

/** What works on a task's page besides the keys of what it shows. */
export function useTaskKeys(task: Task, isGone: boolean, back: WayBack): void {
  const { cancel } = useActions();
  const rerun = useRerun();
  const rights = useRights();
  const [, navigate] = useLocation();
  const controls = task.kind === "command" && rights.control(task);
  const verbs: (Binding | false)[] = [
    controls && isFinal(task) && { keys: "r", label: "Re-run", run: () => void rerun(task) },
    controls && !isFinal(task) && { keys: "c", label: "Cancel", run: () => void cancel(task) },
    rights.create && {
      keys: "Shift+R",
      label: task.kind === "command" ? "Re-run with changes" : "Make one like this",
      run: () => navigate(copyPath(task)),
    },
    { keys: "y", label: "Copy link", run: () => void copyLink(task) },
  ];
  useKeys("Task", [
    ...(isGone ? [] : verbs.filter((verb) => verb !== false)),
    { keys: "Escape", label: `Back to ${back.label}`, run: () => goBack(back) },
  ]);
}

/** Where one makes another task like this one. */
export function copyPath(task: Task): string {
  return `/new?copy=${task.id}`;
}

export async function copyLink(task: Task): Promise<void> {
  const done = await copy(address(`/tasks/${task.id}`));
  told(done ? "The link is on the clipboard" : "The browser did not let us copy");
}
