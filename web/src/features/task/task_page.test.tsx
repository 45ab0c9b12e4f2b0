import { cleanup, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import { beforeEach, expect, test, vi } from "vitest";
import { api } from "~/lib/api/client";
import type { Task } from "~/lib/api/types";
import { aMe, show } from "~/test/page";
import { aTask } from "~/test/tasks";
import { TaskPage } from ".";

vi.mock("~/features/log", () => ({ LogViewer: () => <p>the log</p> }));
vi.mock("~/features/work", () => ({
  WorkPanel: () => <p>the work</p>,
  Markdown: ({ text }: { text: string }) => <p>{text}</p>,
}));

let tasks: Task[];

function answer(path: string, id: string | undefined) {
  if (path === "/api/v1/tasks") return { tasks, next_cursor: null, has_more: false };
  if (path === "/api/v1/stats") return { names: [] };
  if (path === "/api/v1/tasks/{task_id}") return tasks.find((task) => task.id === id);
  return undefined;
}

beforeEach(() => {
  tasks = [aTask({ status: "completed", duration_ms: 48_000 })];
  vi.spyOn(api, "GET").mockImplementation((async (path: string, init: never) => {
    const { params } = init as { params?: { path?: { task_id: string } } };
    const data = answer(path, params?.path?.task_id);
    if (data !== undefined) return { data, response: new Response(null) };
    const error = { code: "not-found", detail: "no task with this id" };
    return { error, response: new Response(null, { status: 404 }) };
  }) as never);
});

test("a command's page begins with its log", async () => {
  show(<TaskPage id="1042" />, { path: "/tasks/1042" });
  expect(await screen.findByText("the log")).toBeInTheDocument();
  expect(screen.getByRole("heading", { level: 1 })).toHaveTextContent("backup");
  expect(screen.getAllByRole("tab").map((tab) => tab.textContent)).toEqual([
    "Log",
    "Details",
    "Resources",
    "Dependencies",
    "History1",
    "Events",
  ]);
});

test("a person's task begins with the work", async () => {
  tasks = [aTask({ kind: "person", command: null, status: "unassigned" })];
  show(<TaskPage id="1042" />, { path: "/tasks/1042" });
  expect(await screen.findByText("the work")).toBeInTheDocument();
  expect(screen.queryByRole("tab", { name: "Log" })).toBeNull();
});

test("the address says which side is shown, and follows it", async () => {
  const { history } = show(<TaskPage id="1042" />, { path: "/tasks/1042?tab=details" });
  expect(await screen.findByRole("heading", { name: "Limits" })).toBeInTheDocument();
  await userEvent.click(screen.getByRole("tab", { name: "Log" }));
  expect(await screen.findByText("the log")).toBeInTheDocument();
  expect(history?.at(-1)).not.toContain("tab=");
});

test("a number that nothing is known of is said in a friendly way", async () => {
  show(<TaskPage id="7" />, { path: "/tasks/7" });
  expect(await screen.findByText("There is no task #7 that you can see.")).toBeInTheDocument();
});

test("what is deleted while it is looked at stays, without its verbs", async () => {
  const { client } = show(<TaskPage id="1042" />, { path: "/tasks/1042" });
  await screen.findByText("the log");
  tasks = [];
  await client.invalidateQueries({ queryKey: ["task", "1042"] });
  expect(await screen.findByText("Task #1042 was deleted.")).toBeInTheDocument();
  expect(screen.getByRole("heading", { level: 1 })).toHaveTextContent("backup");
  expect(screen.queryByRole("button", { name: /Re-run|Rename/ })).toBeNull();
  expect(screen.queryByText("the log")).toBeNull();
});

test("what a list knows of it is shown at once", async () => {
  vi.mocked(api.GET).mockReturnValue(new Promise(() => {}) as never);
  const { client } = show(<Late />, { path: "/tasks/1042" });
  client.setQueryData(["tasks", "all"], { pages: [{ tasks }], pageParams: [] });
  await userEvent.click(screen.getByRole("button", { name: "open" }));
  expect(screen.getByRole("heading", { level: 1 })).toHaveTextContent("backup");
});

/** Opened from a list that is cached by then. */
function Late() {
  const [isOpen, setIsOpen] = useState(false);
  if (isOpen) return <TaskPage id="1042" />;
  return (
    <button type="button" onClick={() => setIsOpen(true)}>
      open
    </button>
  );
}

test("who may only look is offered to look", async () => {
  show(<TaskPage id="1042" />, { path: "/tasks/1042", me: aMe({ role: "viewer" }) });
  await screen.findByText("the log");
  expect(screen.queryByRole("button", { name: /Re-run/ })).toBeNull();
  expect(screen.queryByRole("link", { name: /Re-run/ })).toBeNull();
  expect(screen.getByRole("button", { name: "Copy link" })).toBeInTheDocument();
});

test("a run that was made after the list of runs was read is counted, and is in it", async () => {
  tasks = [aTask({ status: "completed", finished_at: "2026-11-20T14:01:46.500Z" })];
  const { client } = show(<TaskPage id="1042" />, { path: "/tasks/1042?tab=history" });
  expect(await screen.findByRole("tab", { name: "History1" })).toBeInTheDocument();
  cleanup();
  tasks = [aTask({ id: "1043" }), ...tasks];
  show(<TaskPage id="1043" />, { path: "/tasks/1043?tab=history", client });
  expect(await screen.findByRole("tab", { name: "History2" })).toBeInTheDocument();
  expect(await screen.findByText("#1043, this one")).toBeInTheDocument();
});

test("the focus of a button that goes is on the heading", async () => {
  tasks = [aTask()];
  vi.spyOn(api, "POST").mockResolvedValue({ data: aTask(), response: new Response(null) } as never);
  const { client } = show(<TaskPage id="1042" />, { path: "/tasks/1042" });
  await userEvent.click(await screen.findByRole("button", { name: /^Cancel/ }));
  tasks = [aTask({ status: "cancelling" })];
  await client.invalidateQueries({ queryKey: ["task", "1042"] });
  await expect.poll(() => screen.queryByRole("button", { name: /^Cancel/ })).toBeNull();
  expect(screen.getByRole("heading", { level: 1 })).toHaveFocus();
});

test("the focus is on the heading after the task was deleted", async () => {
  const { client } = show(<TaskPage id="1042" />, { path: "/tasks/1042" });
  (await screen.findByRole("button", { name: /^More for/ })).focus();
  tasks = [];
  await client.invalidateQueries({ queryKey: ["task", "1042"] });
  await screen.findByText("Task #1042 was deleted.");
  expect(screen.getByRole("heading", { level: 1 })).toHaveFocus();
});

test("a page that is opened leaves the focus where it is", async () => {
  show(<TaskPage id="1042" />, { path: "/tasks/1042" });
  await screen.findByText("the log");
  expect(document.body).toHaveFocus();
});
