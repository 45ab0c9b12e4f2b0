import { navigate } from "wouter/use-browser-location";
import type { Task } from "~/lib/api/types";
import { href } from "~/lib/base";
import { prefs } from "~/lib/prefs";
import { lookOf } from "~/lib/status";
import { duration } from "~/lib/time";
import { told } from "~/ui/toast";
import { chime } from "./chime";
import { faviconOf } from "./favicon";
import { signOf } from "./sign";

/** Says how a task ended: by the system when nobody looks at the window, else in it. */
export function announce(task: Task): void {
  const title = `${task.name}: ${lookOf(task).label.toLowerCase()}`;
  const page = href(`/tasks/${task.id}`);
  if (document.hidden) notify(title, task, page);
  else if (window.location.pathname !== page)
    told(title, { label: "Open", run: () => navigate(page) });
  if (prefs.sound.get()) chime(task.status === "completed");
}

function notify(title: string, task: Task, page: string): void {
  const shown = new Notification(title, {
    body: bodyOf(task),
    icon: faviconOf(signOf(task)),
    tag: `taskyard-${task.id}`,
  });
  shown.onclick = () => {
    window.focus();
    navigate(page);
    shown.close();
  };
}

/** "#1042 · exit code 2 · after 48s" and, of what failed, the last line it wrote. */
export function bodyOf(task: Task): string {
  const after = task.duration_ms === null ? null : `after ${duration(task.duration_ms)}`;
  const facts = [`#${task.id}`, task.reason_text, after].filter((fact) => fact !== null);
  const line = task.status === "failed" ? task.log.last_line : null;
  return line === null ? facts.join(" · ") : `${facts.join(" · ")}\n${line}`;
}
