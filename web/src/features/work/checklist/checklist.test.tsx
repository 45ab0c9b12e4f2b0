import { useQuery } from "@tanstack/react-query";
import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test, vi } from "vitest";
import { Problem } from "~/lib/api/problem";
import type { Task } from "~/lib/api/types";
import { taskQuery } from "~/lib/task_query";
import { aMe, show } from "~/test/page";
import { aTask } from "~/test/tasks";
import { changeTask, taskNow } from "../changes";
import { Checklist } from "./checklist";
import type { Item } from "./items";

vi.mock("../changes", async (actual) => ({
  ...(await actual<typeof import("../changes")>()),
  changeTask: vi.fn(),
  taskNow: vi.fn(),
}));

// What the server has; it takes a list only from who knows that.
let server: Task;
let isOut = false;
let answers = Promise.resolve();

/** From now on the server says nothing until it is let. */
function silent(): () => void {
  let speak = () => {};
  answers = new Promise((resolve) => {
    speak = resolve;
  });
  return speak;
}

function items(...texts: string[]): Item[] {
  return texts.map((text) => ({ text: text.toLowerCase(), done: text !== text.toLowerCase() }));
}

function shown(): string {
  return screen
    .queryAllByRole("listitem")
    .map((line) => {
      const box = within(line).getByRole<HTMLInputElement>("checkbox");
      const text = line.querySelector("label")?.textContent ?? "";
      return box.checked ? text.toUpperCase() : text;
    })
    .join(" ");
}

function had(task: Task): string | undefined {
  return task.checklist?.map(({ text, done }) => (done ? text.toUpperCase() : text)).join(" ");
}

function somebodyElse(checklist: Item[]) {
  server = { ...server, checklist, version: server.version + 1 };
}

function Shown() {
  const { data } = useQuery({ ...taskQuery("1042"), enabled: false });
  return data && <Checklist task={data} />;
}

async function showList(texts: string[], me = aMe()) {
  server = aTask({ kind: "person", status: "pending", checklist: items(...texts), version: 7 });
  const { client } = show(<Shown />, { me });
  client.setQueryData(["task", "1042"], server);
  await screen.findByRole("region", { name: "Checklist" });
}

beforeEach(() => {
  isOut = false;
  answers = Promise.resolve();
  vi.mocked(taskNow).mockImplementation(async () => server);
  vi.mocked(changeTask).mockImplementation(async ({ version }, change) => {
    await answers;
    if (isOut) throw new Problem("The server cannot be reached. Is it running?", 0, "unreachable");
    if (version !== server.version)
      throw new Problem("Another version", 412, "precondition-failed");
    somebodyElse((change.checklist ?? []) as Item[]);
    return server;
  });
});

test("a tick is seen at once, before the server has answered", async () => {
  await showList(["a", "b"]);
  const speak = silent();
  await userEvent.click(screen.getByRole("checkbox", { name: "b" }));
  expect(shown()).toBe("a B");
  expect(had(server)).toBe("a b");
  speak();
  await vi.waitFor(() => expect(had(server)).toBe("a B"));
  expect(shown()).toBe("a B");
});

test("ticks that come quickly are all kept, in their order", async () => {
  await showList(["a", "b", "c"]);
  const speak = silent();
  for (const name of ["a", "b", "c", "a"])
    await userEvent.click(screen.getByRole("checkbox", { name }));
  expect(shown()).toBe("a B C");
  speak();
  await vi.waitFor(() => expect(had(server)).toBe("a B C"));
});

test("what somebody else did to the list meanwhile stays done", async () => {
  await showList(["a", "b"]);
  somebodyElse(items("A", "b", "new"));
  await userEvent.click(screen.getByRole("checkbox", { name: "b" }));
  await vi.waitFor(() => expect(had(server)).toBe("A B new"));
  await vi.waitFor(() => expect(shown()).toBe("A B new"));
});

test("an item that somebody took away is not brought back", async () => {
  await showList(["a", "b"]);
  somebodyElse(items("a"));
  await userEvent.click(screen.getByRole("checkbox", { name: "b" }));
  expect(await screen.findByRole("alert")).toHaveTextContent("Somebody has changed this list");
  expect(had(server)).toBe("a");
});

test("what was refused is taken back, said where it was done, and can be tried again", async () => {
  await showList(["a", "b"]);
  const speak = silent();
  isOut = true;
  await userEvent.click(screen.getByRole("checkbox", { name: "a" }));
  await userEvent.click(screen.getByRole("checkbox", { name: "b" }));
  speak();
  expect(await screen.findByRole("alert")).toHaveTextContent("The server cannot be reached");
  expect(shown()).toBe("a b");
  isOut = false;
  await userEvent.click(screen.getByRole("button", { name: "Try again" }));
  await vi.waitFor(() => expect(had(server)).toBe("A B"));
  expect(shown()).toBe("A B");
  expect(screen.queryByRole("alert")).toBeNull();
});

test("steps are added by Enter, and many when many lines are pasted", async () => {
  await showList([]);
  const field = screen.getByRole("textbox", { name: "Add a step" });
  await userEvent.type(field, " one {Enter}");
  await userEvent.paste("two\n\nthree");
  await vi.waitFor(() => expect(had(server)).toBe("one two three"));
  expect(field).toHaveFocus();
});

test("a step is moved by buttons, and the focus goes with it", async () => {
  await showList(["a", "b", "c"]);
  const up = screen.getByRole("button", { name: "Move up: c" });
  await userEvent.click(up);
  expect(shown()).toBe("a c b");
  await vi.waitFor(() => expect(up).toHaveFocus());
  await userEvent.click(up);
  await vi.waitFor(() => expect(screen.getByRole("checkbox", { name: "c" })).toHaveFocus());
  await vi.waitFor(() => expect(had(server)).toBe("c a b"));
});

test("where a step was removed the next one has the focus", async () => {
  await showList(["a", "b"]);
  await userEvent.click(screen.getByRole("button", { name: "Remove: a" }));
  expect(screen.getByRole("checkbox", { name: "b" })).toHaveFocus();
  await userEvent.click(screen.getByRole("button", { name: "Remove: b" }));
  expect(screen.getByRole("textbox", { name: "Add a step" })).toHaveFocus();
});

test("who may only look sees the list and changes nothing", async () => {
  await showList(["a", "B"], aMe({ id: "9", role: "viewer" }));
  const lines = screen.getAllByRole("listitem").map((line) => line.textContent);
  expect(lines).toEqual(["a (not done)", "b (done)"]);
  expect(screen.queryByRole("checkbox")).toBeNull();
  expect(screen.queryByRole("button")).toBeNull();
  expect(screen.queryByRole("textbox")).toBeNull();
});
