import { api, isProblem, take } from "~/lib/api/client";
import type { components } from "~/lib/api/schema";
import type { Task } from "~/lib/api/types";

export type Change = components["schemas"]["TaskPatch"];

/** Changes the task as it is known here; refused ("precondition-failed") when it is another by now. */
export function changeTask(task: Pick<Task, "id" | "version">, body: Change): Promise<Task> {
  const params = { path: { task_id: task.id }, header: { "If-Match": `"${task.version}"` } };
  return take(api.PATCH("/api/v1/tasks/{task_id}", { params, body }));
}

/** Changes it whatever it is by now: for what one sees whole, such as its priority. */
export function setOnTask(task: Pick<Task, "id">, body: Change): Promise<Task> {
  const params = { path: { task_id: task.id } };
  return take(api.PATCH("/api/v1/tasks/{task_id}", { params, body }));
}

export function isOutrun(error: unknown): boolean {
  return isProblem(error, "precondition-failed");
}

export function taskNow(task: Pick<Task, "id">): Promise<Task> {
  const params = { path: { task_id: task.id } };
  return take(api.GET("/api/v1/tasks/{task_id}", { params }));
}
