import { act, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test, vi } from "vitest";
import { api } from "~/lib/api/client";
import type { Task } from "~/lib/api/types";
import { listenToKeys } from "~/lib/keys";
import { type Fact, learn, onFacts } from "~/lib/live";
import { forget } from "~/lib/live/newest";
import { aMe, show } from "~/test/page";
import { aTask } from "~/test/tasks";
import { MyTasksPage } from "./my_tasks_page";

vi.mock("~/lib/live", async (actual) => ({ ...(await actual<object>()), onFacts: vi.fn() }));

const ME = { id: "2", name: "Ben" };
const listeners = new Set<(facts: Fact[]) => void>();
let server: Task[];

function work(id: string, change: Partial<Task> = {}): Task {
  const task = { name: `task ${id}`, status: "pending", assigned_to: ME, ...change } as const;
  return aTask({ id, kind: "person", command: null, started_at: null, ...task });
}

interface Asked {
  params: { query?: Record<string, unknown>; path?: { task_id: string } };
}

/** As the server answers, as far as this page asks. */
async function answer(path: string, { params }: Asked) {
  const query = params.query ?? {};
  const statuses = query.status as string[] | undefined;
  const whose = (query.assigned_to as string[] | undefined)?.[0];
  const tasks = server.filter(
    (task) =>
      (statuses?.includes(task.status) ?? true) &&
      (whose !== "me" || task.assigned_to?.id === ME.id) &&
      (whose !== "none" || task.assigned_to === null),
  );
  const data = path.endsWith("/tasks")
    ? { tasks, next_cursor: null, has_more: false }
    : path.endsWith("/comments")
      ? { comments: [], next_cursor: null, has_more: false }
      : server.find(({ id }) => id === params.path?.task_id);
  return { data, response: new Response() };
}

function says(verb: string, change: Partial<Task>) {
  return vi.spyOn(api, "POST").mockImplementation((async (path: string, init: never) => {
    const { task_id: id } = (init as { params: { path: { task_id: string } } }).params.path;
    expect(path).toContain(verb);
    server = server.map((task) =>
      task.id === id ? { ...task, ...change, version: task.version + 1 } : task,
    );
    return { data: server.find((task) => task.id === id), response: new Response() };
  }) as never);
}

async function open(path = "/my", me = aMe({ ...ME, role: "operator" })) {
  const page = show(<MyTasksPage id="" />, { me, path });
  await screen.findByRole("heading", { name: "My tasks" });
  return page;
}

const rows = () =>
  screen.queryAllByRole("article").map((row) => row.getAttribute("data-row") ?? "");
const focused = () => document.activeElement?.closest<HTMLElement>("[data-row]")?.dataset.row;

beforeEach(() => {
  forget();
  listeners.clear();
  vi.mocked(onFacts).mockImplementation((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  });
  vi.spyOn(api, "GET").mockImplementation(answer as never);
  server = [work("11"), work("12"), work("13")];
  return listenToKeys();
});

test("each view shows the tasks that are its own", async () => {
  server.push(work("14", { status: "unassigned", assigned_to: null }));
  await open();
  await vi.waitFor(() => expect(rows()).toEqual(["13", "12", "11"]));
  await userEvent.click(screen.getByRole("link", { name: /Nobody's/ }));
  await vi.waitFor(() => expect(rows()).toEqual(["14"]));
});

test("a user is not offered the tasks of the team, which they may not see", async () => {
  await open("/my", aMe({ ...ME, role: "user" }));
  expect(screen.queryByRole("link", { name: "Team" })).toBeNull();
});

test("who may only look begins with the team: nothing is theirs to do", async () => {
  await open("/my", aMe({ id: "9", role: "viewer" }));
  expect(screen.getByRole("link", { name: /Team/ })).toHaveAttribute("aria-current", "page");
});

test("a task that is given to me appears, one that is taken from me goes", async () => {
  const { client } = await open();
  await vi.waitFor(() => expect(rows()).toHaveLength(3));
  const given = work("15");
  server.push(given);
  act(() => {
    for (const listener of listeners)
      listener([{ type: "task.updated", task_id: "15", task: given, changed: ["assigned_to"] }]);
  });
  await vi.waitFor(() => expect(rows()).toContain("15"));
  learn(client, work("11", { assigned_to: { id: "3", name: "Cleo" }, version: 2 }));
  await vi.waitFor(() => expect(rows()).not.toContain("11"));
});

test("a row is completed by e, and the next one has the focus", async () => {
  const done = { status: "completed", finished_at: new Date().toISOString() } as const;
  says("/complete", done);
  await open();
  await vi.waitFor(() => expect(rows()).toHaveLength(3));
  await userEvent.keyboard("jj");
  expect(focused()).toBe("12");
  await userEvent.keyboard("e");
  await vi.waitFor(() => expect(rows()).toEqual(["13", "11", "12"]));
  await vi.waitFor(() => expect(focused()).toBe("11"));
  expect(await screen.findByRole("button", { name: "Undo" })).toBeInTheDocument();
});

test("the place in the list is not lost with the row that leaves it", async () => {
  server = server.map((task) => ({ ...task, status: "unassigned", assigned_to: null }));
  says("/take", { status: "pending", assigned_to: ME });
  await open("/my?view=nobodys");
  await vi.waitFor(() => expect(rows()).toHaveLength(3));
  await userEvent.keyboard("ji");
  await vi.waitFor(() => expect(rows()).toEqual(["12", "11"]));
  await vi.waitFor(() => expect(focused()).toBe("12"));
});

test("the address says which task is open, and the panel goes where the focus goes", async () => {
  const { history } = await open();
  await vi.waitFor(() => expect(rows()).toHaveLength(3));
  await userEvent.click(screen.getByRole("link", { name: "#12 task 12" }));
  expect(history?.at(-1)).toBe("/my?open=12");
  const panel = await screen.findByRole("complementary", { name: "Task #12" });
  await vi.waitFor(() => expect(panel.querySelector("h2")).toHaveFocus());
  await userEvent.keyboard("j");
  expect(history?.at(-1)).toBe("/my?open=11");
  await userEvent.keyboard("{Escape}");
  expect(history?.at(-1)).toBe("/my");
  await vi.waitFor(() => expect(focused()).toBe("11"));
});

test("a key that is refused here says why instead of asking the server", async () => {
  const asked = vi.spyOn(api, "POST");
  const cleo = { id: "3", name: "Cleo" };
  server = [work("11", { created_by: cleo })];
  await open("/my", aMe({ ...ME, role: "user" }));
  await vi.waitFor(() => expect(rows()).toHaveLength(1));
  await userEvent.keyboard("ja");
  expect(await screen.findByText(/Only who made it, or an operator, can assign it/)).toBeVisible();
  expect(asked).not.toHaveBeenCalled();
});

test("where there is nothing to do it is said how there comes to be something", async () => {
  server = [];
  await open();
  expect(await screen.findByText("Nothing is yours to do.")).toBeVisible();
  expect(screen.getByText(/curl -sS .*"assigned_to":"2"/s)).toBeVisible();
});
