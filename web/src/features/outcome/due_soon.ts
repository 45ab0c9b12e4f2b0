import { useEffect } from "react";
import { navigate } from "wouter/use-browser-location";
import type { Task } from "~/lib/api/types";
import { href } from "~/lib/base";
import { onFacts } from "~/lib/live";
import { useMe } from "~/lib/session";
import { hour, relative } from "~/lib/time";
import { told } from "~/ui/toast";
import { faviconOf } from "./favicon";
import { inOneTab } from "./one_tab";

/** Warns of the deadlines of what is mine to do, when the server says that they come near. */
export function useDueSoon(): void {
  const { id } = useMe();
  useEffect(
    () =>
      onFacts((facts) => {
        for (const { type, task } of facts)
          if (type === "task.due_soon" && task?.assigned_to?.id === id)
            inOneTab(`due.${task.id}`, () => warn(task));
      }),
    [id],
  );
}

function warn(task: Task): void {
  if (task.deadline === null) return;
  const title = `${task.name}: due ${relative(task.deadline, Date.now())}`;
  const open = () => navigate(href(`/my?open=${task.id}`));
  if (document.hidden) notify(title, `#${task.id} · ${hour(task.deadline, "local")}`, open);
  else told(title, { label: "Open", run: open });
}

/** Nobody is asked here: they have allowed it before, or they have not. */
function notify(title: string, body: string, open: () => void): void {
  if (typeof Notification === "undefined" || Notification.permission !== "granted") return;
  const shown = new Notification(title, { body, icon: faviconOf("waiting") });
  shown.onclick = () => {
    window.focus();
    open();
    shown.close();
  };
}
