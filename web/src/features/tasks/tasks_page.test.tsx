import { act, cleanup, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test, vi } from "vitest";
import { api } from "~/lib/api/client";
import type { Task } from "~/lib/api/types";
import { listenToKeys } from "~/lib/keys";
import type { Fact } from "~/lib/live";
import { aMe, show } from "~/test/page";
import { aTask } from "~/test/tasks";
import { TasksPage } from ".";
import { isHeld } from "./list/hold";

const readers = new Set<(facts: Fact[]) => void>();
const beginners = new Set<() => void>();

vi.mock("~/lib/live", async (original) => ({
  ...(await original<typeof import("~/lib/live")>()),
  onFacts(reader: (facts: Fact[]) => void) {
    readers.add(reader);
    return () => readers.delete(reader);
  },
  onFresh(beginner: () => void) {
    beginners.add(beginner);
    return () => beginners.delete(beginner);
  },
}));
vi.mock("./list/hold", () => ({ isHeld: vi.fn(() => false), useLeft: () => undefined }));

/** What the server has, the newest first, and what it has counted of it. */
let tasks: Task[];
let counted: Record<string, number>;

beforeEach(() => {
  window.history.replaceState(null, "");
  tasks = [
    aTask({ id: "3", name: "third", status: "completed", finished_at: "2026-11-20T14:02:00Z" }),
    aTask({ id: "2", name: "second", status: "failed", reason: "exit_nonzero", exit_code: 2 }),
    aTask({ id: "1", name: "first" }),
  ];
  counted = { running: 1, failed: 1, completed: 1 };
  vi.mocked(isHeld).mockReturnValue(false);
  vi.spyOn(window, "scrollTo").mockImplementation(() => undefined);
  vi.spyOn(api, "GET").mockImplementation((async (path: string, { params }: Asked) => {
    const response = new Response();
    if (path === "/api/v1/tasks/{task_id}") return { data: tasks[1], response };
    if (path !== "/api/v1/tasks") return { data: { names: [], logs: "" }, response };
    const { status } = params.query;
    const found = tasks.filter((task) => status === undefined || status.includes(task.status));
    const data = { tasks: found, next_cursor: null, has_more: false, counts: counted };
    return { data, response };
  }) as never);
  return listenToKeys();
});

interface Asked {
  params: { query: { status?: string[]; include?: string[] } };
}

function tell(type: Fact["type"], task: Task): void {
  const fact: Fact = { type, task_id: task.id, task, changed: ["status"] };
  act(() => {
    for (const reader of [...readers]) reader([fact]);
  });
}

function create(task: Task): void {
  tasks = [task, ...tasks];
  tell("task.created", task);
}

const names = () =>
  screen
    .getAllByRole("rowheader")
    .map((row) => within(row).getByRole("link").textContent?.replace(/#\d+ /, ""));

test("a row says what became of its task, and offers what can be done", async () => {
  show(<TasksPage id="" />);
  const failed = (await screen.findByRole("link", { name: "#2 second" })).closest("tr");
  expect(failed).toHaveTextContent("Failed");
  expect(failed).toHaveTextContent("exit 2");
  const row = within(failed as HTMLElement);
  expect(row.getByRole("link", { name: "View Logs of #2 second" })).toHaveAttribute(
    "href",
    "/tasks/2",
  );
  expect(row.getByRole("button", { name: "Re-run #2 second" })).toBeVisible();
});

test("a new task is on top at once while nobody is at the list", async () => {
  show(<TasksPage id="" />);
  await screen.findByText("third");
  create(aTask({ id: "4", name: "fourth" }));
  await vi.waitFor(() => expect(names()).toEqual(["fourth", "third", "second", "first"]));
});

test("while somebody is at the list nothing moves, and what is new waits", async () => {
  show(<TasksPage id="" />);
  await screen.findByText("third");
  vi.mocked(isHeld).mockReturnValue(true);
  create(aTask({ id: "4", name: "fourth" }));
  const pill = await screen.findByRole("button", { name: "1 new task" });
  expect(names()).toEqual(["third", "second", "first"]);
  await userEvent.click(pill);
  expect(names()).toEqual(["fourth", "third", "second", "first"]);
  expect(screen.queryByRole("button", { name: "1 new task" })).toBeNull();
});

test("with a filter the server decides what belongs to the list", async () => {
  show(<TasksPage id="" />, { path: "/?q=status:running" });
  expect(await screen.findByText("first")).toBeVisible();
  expect(names()).toEqual(["first"]);
  tasks = tasks.map((task) => (task.id === "1" ? { ...task, status: "completed" } : task));
  tell("task.updated", aTask({ id: "1", status: "completed", version: 2 }));
  expect(await screen.findByText("No running tasks.")).toBeVisible();
});

test("a list that is paused stands still until it goes on", async () => {
  show(<TasksPage id="" />);
  await screen.findByText("third");
  await userEvent.click(screen.getByRole("button", { name: "Pause" }));
  create(aTask({ id: "4", name: "fourth" }));
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(names()).toEqual(["third", "second", "first"]);
  await userEvent.click(screen.getByRole("button", { name: "Resume" }));
  await vi.waitFor(() => expect(names()[0]).toBe("fourth"));
});

test("an empty filter says what was not found, and how to see all again", async () => {
  tasks = [];
  const { history } = show(<TasksPage id="" />, { path: "/?q=status:failed+after:24h" });
  expect(await screen.findByText("No failed tasks in the last 24 h.")).toBeVisible();
  const note = screen.getByText("No failed tasks in the last 24 h.").parentElement as HTMLElement;
  await userEvent.click(within(note).getByRole("button", { name: "Clear filter" }));
  expect(history?.at(-1)).toBe("/");
});

test("what is not understood in a filter is said, and the rest goes on working", async () => {
  show(<TasksPage id="" />, { path: "/?q=status:failed+colour:red" });
  const filter = await screen.findByRole("searchbox", { name: "Filter" });
  expect(filter).toHaveAccessibleDescription(/There is no filter “colour:”/);
  expect(await screen.findByText("second")).toBeVisible();
  expect(names()).toEqual(["second"]);
});

test("Escape leaves the filter as it was typed, and the keys work again", async () => {
  show(<TasksPage id="" />);
  await screen.findByText("third");
  await userEvent.type(screen.getByRole("searchbox", { name: "Filter" }), "ir{Escape}");
  expect(screen.getByRole("searchbox", { name: "Filter" })).toHaveValue("ir");
  await userEvent.keyboard("j");
  expect(screen.getByRole("link", { name: "#3 third" })).toHaveFocus();
});

test("Enter in a filter that is applied already is no step for Back", async () => {
  const { history } = show(<TasksPage id="" />, { path: "/?q=status:failed" });
  await userEvent.type(await screen.findByRole("searchbox", { name: "Filter" }), "{Enter}");
  expect(history).toEqual(["/?q=status:failed"]);
  await userEvent.type(screen.getByRole("searchbox", { name: "Filter" }), " x{Enter}");
  expect(history).toHaveLength(2);
});

test("the keys go from row to row, select, and show one beside the list", async () => {
  const { history } = show(<TasksPage id="" />);
  await screen.findByText("third");
  await userEvent.keyboard("jj");
  expect(screen.getByRole("link", { name: "#2 second" })).toHaveFocus();
  await userEvent.keyboard("x{Shift>}{ArrowDown}{/Shift}");
  expect(screen.getByRole("region", { name: "Selected tasks" })).toHaveTextContent("2 selected");
  await userEvent.keyboard("{Escape}");
  expect(screen.queryByRole("region", { name: "Selected tasks" })).toBeNull();
  await userEvent.keyboard("f");
  expect(screen.getByRole("link", { name: "#2 second" })).toHaveFocus();
  await userEvent.keyboard("o");
  expect(history?.at(-1)).toBe("/?peek=2");
  await userEvent.keyboard("{Escape}");
  expect(history?.at(-1)).toBe("/");
});

test("who comes back from a task is at its row again", async () => {
  show(<TasksPage id="" />);
  await screen.findByText("third");
  await userEvent.keyboard("jj{Enter}");
  cleanup();
  show(<TasksPage id="" />);
  expect(await screen.findByRole("link", { name: "#2 second" })).toHaveFocus();
  await userEvent.keyboard("j");
  expect(screen.getByRole("link", { name: "#1 first" })).toHaveFocus();
});

test("when a row goes the focus is at the next one, and at last in the filter", async () => {
  show(<TasksPage id="" />, { path: "/?q=status:failed,running" });
  await screen.findByText("second");
  await userEvent.keyboard("j");
  expect(screen.getByRole("link", { name: "#2 second" })).toHaveFocus();
  const end = (id: string) => {
    tasks = tasks.map((task) => (task.id === id ? { ...task, status: "completed" } : task));
    tell("task.updated", aTask({ id, status: "completed", version: 2 }));
  };
  end("2");
  await vi.waitFor(() => expect(screen.getByRole("link", { name: "#1 first" })).toHaveFocus());
  end("1");
  const filter = screen.getByRole("searchbox", { name: "Filter" });
  await vi.waitFor(() => expect(filter).toHaveFocus(), { timeout: 3_000 });
});

test("when many were cancelled the focus is in the list again", async () => {
  const results = [{ id: "1", ok: true, status: "cancelled" }];
  vi.spyOn(api, "POST").mockResolvedValue({
    data: { results, succeeded: 1, failed: 0 },
    response: new Response(),
  } as never);
  show(<TasksPage id="" />);
  await userEvent.click(await screen.findByRole("checkbox", { name: "Select #1 first" }));
  const bar = within(screen.getByRole("region", { name: "Selected tasks" }));
  await userEvent.click(bar.getByRole("button", { name: "Cancel" }));
  await userEvent.click(await screen.findByRole("button", { name: "Cancel 1 task" }));
  await vi.waitFor(() => expect(screen.getByRole("link", { name: "#1 first" })).toHaveFocus());
});

test("a viewer is offered nothing that would be refused", async () => {
  show(<TasksPage id="" />, { me: aMe({ role: "viewer" }) });
  await screen.findByText("third");
  expect(screen.queryByRole("button", { name: "Create Task" })).toBeNull();
  expect(screen.queryByRole("button", { name: /^(Cancel|Re-run)/ })).toBeNull();
});

test("with the first task the list has its head, before anybody has counted", async () => {
  tasks = [];
  counted = {};
  show(<TasksPage id="" />);
  expect(await screen.findByText(/Nothing has run yet/)).toBeVisible();
  expect(screen.queryByRole("searchbox", { name: "Filter" })).toBeNull();
  create(aTask({ id: "4", name: "fourth" }));
  expect(screen.getByRole("searchbox", { name: "Filter" })).toBeVisible();
  expect(await screen.findByRole("link", { name: "#4 fourth" })).toBeVisible();
});

test("a stream that begins moves nothing under whoever is at the list", async () => {
  show(<TasksPage id="" />);
  await screen.findByRole("link", { name: "#3 third" });
  vi.mocked(isHeld).mockReturnValue(true);
  tasks = [aTask({ id: "4", name: "fourth" }), ...tasks];
  act(() => {
    for (const beginner of [...beginners]) beginner();
  });
  expect(await screen.findByRole("button", { name: "1 new task" })).toBeVisible();
  expect(names()).toEqual(["third", "second", "first"]);
});
