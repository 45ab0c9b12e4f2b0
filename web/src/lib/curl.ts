import { apiUrl } from "./api/client";
import type { Task, TaskIn } from "./api/types";
import { definitionOf } from "./definition";

/** The line that makes the same task on this server; its token is looked up where it is run. */
export function curlOf(task: Task): string {
  return curlFor(definitionOf(task));
}

export function curlFor(wanted: TaskIn): string {
  const url = new URL(apiUrl("/tasks"), window.location.origin).href;
  return [
    `curl -sS ${quoted(url)}`,
    `-H "Authorization: Bearer $TASKYARD_TOKEN"`,
    "-H 'Content-Type: application/json'",
    `-d ${quoted(JSON.stringify(wanted))}`,
  ].join(" \\\n  ");
}

/** For a POSIX shell: one word, whatever is in it. */
export function quoted(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
