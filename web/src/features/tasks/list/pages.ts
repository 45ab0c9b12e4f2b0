import type { InfiniteData } from "@tanstack/react-query";
import type { Task } from "~/lib/api/types";
import type { TaskPage } from "~/lib/live";

export type Pages = InfiniteData<TaskPage>;

/** All tasks of the list that are here: while pages arrived, one may have moved to the next. */
export function tasksOf(data: Pages | undefined): Task[] {
  const seen = new Set<string>();
  const all: Task[] = [];
  for (const page of data?.pages ?? []) {
    for (const task of page.tasks) {
      if (!seen.has(task.id)) all.push(task);
      seen.add(task.id);
    }
  }
  return all;
}

/** The list with new tasks at its top, the newest first; the same list when it has them all. */
export function withNew(data: Pages, tasks: readonly Task[]): Pages {
  const [head, ...others] = data.pages;
  if (head === undefined) return data;
  const known = new Set(tasksOf(data).map((task) => task.id));
  const added = tasks.filter((task) => !known.has(task.id)).sort(newestFirst);
  if (added.length === 0) return data;
  return { ...data, pages: [{ ...head, tasks: [...added, ...head.tasks] }, ...others] };
}

/** The list as its beginning is now; what comes after it is asked for when it is scrolled to. */
export function withHead(head: TaskPage): Pages {
  return { pages: [head], pageParams: [null] };
}

/** Whether both show the same tasks in the same order, as far as the beginning goes. */
export function beginsWith(data: Pages | undefined, head: TaskPage): boolean {
  const shown = tasksOf(data);
  return (
    head.tasks.every((task, i) => shown[i]?.id === task.id) &&
    (head.has_more || shown.length === head.tasks.length)
  );
}

function newestFirst(a: Task, b: Task): number {
  return Number(b.id) - Number(a.id);
}
