import type { InfiniteData, Query, QueryClient } from "@tanstack/react-query";
import type { components } from "../api/schema";
import type { Task } from "../api/types";
import type { Fact } from "./facts";
import { onFacts, onFresh } from "./live";
import { forget, newer, remember } from "./newest";

export type TaskPage = components["schemas"]["TasksOut"];

/** Keeps every cached task, alone (["task", id]) and in lists (["tasks", …]), as the stream tells. */
export function bindLive(client: QueryClient): () => void {
  const ends = [
    onFacts((facts) => apply(client, facts)),
    onFresh(() => {
      forget();
      void client.invalidateQueries({ predicate: (query) => !renewsItself(query) });
    }),
  ];
  return () => {
    for (const end of ends) end();
  };
}

/** What is in sight and must not move there: whoever shows it sees to it. */
function renewsItself(query: Query): boolean {
  return query.meta?.renewsItself === true && query.isActive();
}

/** What the server answered is as good as what its stream tells, and is here before it. */
export function learn(client: QueryClient, task: Task): void {
  apply(client, [{ type: "task.updated", task_id: task.id, task, changed: [] }]);
}

export function apply(client: QueryClient, facts: readonly Fact[]): void {
  const tasks = new Map<string, Task>();
  const gone = new Set<string>();
  for (const { type, task, task_id } of facts) {
    if (type === "task.deleted") gone.add(task_id);
    else if (task !== null) tasks.set(task_id, task);
    if (type === "task.commented")
      void client.invalidateQueries({ queryKey: ["comments", task_id] });
  }
  for (const task of tasks.values()) {
    remember(task);
    client.setQueryData<Task>(["task", task.id], (old) => old && newer(task, old));
  }
  for (const id of gone) void client.invalidateQueries({ queryKey: ["task", id] });
  if (tasks.size > 0 || gone.size > 0) applyToLists(client, tasks, gone);
}

type Cached = TaskPage | InfiniteData<TaskPage> | undefined;

function applyToLists(client: QueryClient, tasks: Map<string, Task>, gone: Set<string>): void {
  client.setQueriesData<Cached>({ queryKey: ["tasks"] }, (old) => {
    if (old === undefined) return old;
    if (!("pages" in old)) return touched(old, tasks, gone);
    const pages = old.pages.map((page) => touched(page, tasks, gone));
    return pages.some((page, i) => page !== old.pages[i]) ? { ...old, pages } : old;
  });
}

/** The same page when nothing in it changed: nothing is drawn again then. */
function touched(page: TaskPage, tasks: Map<string, Task>, gone: Set<string>): TaskPage {
  let changed = false;
  const next: Task[] = [];
  for (const old of page.tasks) {
    const said = tasks.get(old.id);
    const now = said === undefined ? old : newer(said, old);
    if (gone.has(old.id)) changed = true;
    else next.push(now);
    changed ||= now !== old;
  }
  return changed ? { ...page, tasks: next } : page;
}
