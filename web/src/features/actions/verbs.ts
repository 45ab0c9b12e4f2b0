import { api, take } from "~/lib/api/client";
import type { BulkResult, Task, TaskFilter } from "~/lib/api/types";

/** What the server can be asked to do with one task, or with many. */

function at(task: Pick<Task, "id">) {
  return { params: { path: { task_id: task.id } } };
}

/** Comes back when it has ended, or after five seconds while it is still being stopped. */
export function cancel(task: Task, how: { force?: boolean } = {}) {
  const body = { force: how.force ?? false };
  return take(api.POST("/api/v1/tasks/{task_id}/cancel", { ...at(task), body }));
}

/** The new task. */
export function rerun(task: Task): Promise<Task> {
  return take(api.POST("/api/v1/tasks/{task_id}/rerun", at(task)));
}

export function remove(task: Task) {
  return take(api.DELETE("/api/v1/tasks/{task_id}", at(task)));
}

export function assign(task: Task, userId: string): Promise<Task> {
  const body = { user_id: userId };
  return take(api.POST("/api/v1/tasks/{task_id}/assign", { ...at(task), body }));
}

export function unassign(task: Task): Promise<Task> {
  return take(api.POST("/api/v1/tasks/{task_id}/unassign", at(task)));
}

export function claim(task: Task): Promise<Task> {
  return take(api.POST("/api/v1/tasks/{task_id}/take", at(task)));
}

export function start(task: Task): Promise<Task> {
  return take(api.POST("/api/v1/tasks/{task_id}/start", at(task)));
}

export function complete(task: Task): Promise<Task> {
  return take(api.POST("/api/v1/tasks/{task_id}/complete", at(task)));
}

/** `deadline` is another one, or null for none; left out, the task keeps its own. */
export function reopen(task: Task, deadline?: string | null): Promise<Task> {
  const body = deadline === undefined ? {} : { deadline };
  return take(api.POST("/api/v1/tasks/{task_id}/reopen", { ...at(task), body }));
}

export type BulkAction = "cancel" | "rerun" | "delete" | "assign";

/** These tasks, or all that match: of more than a thousand the first thousand. */
export type Which = { ids: string[] } | { filter: TaskFilter };

export function bulk(action: BulkAction, which: Which, userId?: string): Promise<BulkResult> {
  const body = { action, ...which, ...(userId === undefined ? {} : { user_id: userId }) };
  return take(api.POST("/api/v1/tasks/bulk", { body }));
}
