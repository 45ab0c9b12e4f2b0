import { QueryClient } from "@tanstack/react-query";
import { afterEach, expect, test } from "vitest";
import { aTask } from "~/test/tasks";
import type { Task } from "../api/types";
import { apply, type TaskPage } from "./cache";
import type { Fact } from "./facts";
import { forget, freshest } from "./newest";

afterEach(forget);

const page = (...ids: string[]): TaskPage => ({
  tasks: ids.map((id) => aTask({ id })),
  next_cursor: null,
  has_more: false,
  counts: null,
});

function updated(id: string, version: number, change = {}): Fact {
  return {
    type: "task.updated",
    task_id: id,
    task: aTask({ id, version, ...change }),
    changed: ["status"],
  };
}

test("a task changes where it is shown, in its place", () => {
  const client = new QueryClient();
  client.setQueryData(["tasks", "all"], { pages: [page("3", "2"), page("1")], pageParams: [] });
  client.setQueryData(["task", "2"], aTask({ id: "2" }));
  apply(client, [updated("2", 2, { status: "completed" })]);
  const list = client.getQueryData<{ pages: TaskPage[] }>(["tasks", "all"]);
  expect(list?.pages.flatMap((one) => one.tasks.map((task) => [task.id, task.status]))).toEqual([
    ["3", "running"],
    ["2", "completed"],
    ["1", "running"],
  ]);
  expect(client.getQueryData<{ status: string }>(["task", "2"])?.status).toBe("completed");
});

test("a list in which nothing changed is the same one, and is not drawn again", () => {
  const client = new QueryClient();
  const before = { pages: [page("3")], pageParams: [] };
  client.setQueryData(["tasks", "all"], before);
  const kept = client.getQueryData(["tasks", "all"]);
  apply(client, [updated("9", 2)]);
  expect(client.getQueryData(["tasks", "all"])).toBe(kept);
});

test("what is older than what is shown changes nothing", () => {
  const client = new QueryClient();
  client.setQueryData(["task", "2"], aTask({ id: "2", version: 5 }));
  apply(client, [updated("2", 4, { status: "queued" })]);
  expect(client.getQueryData<{ version: number }>(["task", "2"])?.version).toBe(5);
});

test("a list that was asked for before a change shows the change", () => {
  const client = new QueryClient();
  apply(client, [updated("2", 7, { status: "failed" })]);
  expect(freshest(aTask({ id: "2", version: 6 })).status).toBe("failed");
  expect(freshest(aTask({ id: "2", version: 8 })).version).toBe(8);
});

test("progress is newer when more was read", () => {
  const log = (bytes: number) => ({ lines: 1, bytes, dropped_bytes: 0, last_line: `${bytes}` });
  const client = new QueryClient();
  client.setQueryData(["task", "2"], aTask({ id: "2", log: log(10) }));
  apply(client, [updated("2", 1, { log: log(20) })]);
  apply(client, [updated("2", 1, { log: log(15) })]);
  expect(client.getQueryData<{ log: { bytes: number } }>(["task", "2"])?.log.bytes).toBe(20);
});

test("progress of what writes nothing is newer when more was used", () => {
  const client = new QueryClient();
  const using = (cpu_ms: number) => aTask({ usage: { cpu_ms, rss_peak_bytes: 1 } });
  client.setQueryData(["task", "1042"], aTask());
  for (const task of [using(20), using(10)]) {
    apply(client, [{ type: "task.progress", task_id: "1042", task, changed: ["usage"] }]);
  }
  expect(client.getQueryData<Task>(["task", "1042"])?.usage?.cpu_ms).toBe(20);
});

test("what was deleted leaves the lists", () => {
  const client = new QueryClient();
  client.setQueryData(["tasks", "all"], page("3", "2"));
  apply(client, [{ type: "task.deleted", task_id: "3", task: null, changed: [] }]);
  expect(client.getQueryData<TaskPage>(["tasks", "all"])?.tasks.map((task) => task.id)).toEqual([
    "2",
  ]);
});
