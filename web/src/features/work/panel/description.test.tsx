import { useQuery } from "@tanstack/react-query";
import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test, vi } from "vitest";
import { Problem } from "~/lib/api/problem";
import type { Task } from "~/lib/api/types";
import { learn } from "~/lib/live";
import { taskQuery } from "~/lib/task_query";
import { aMe, show } from "~/test/page";
import { aTask } from "~/test/tasks";
import { changeTask, taskNow } from "../changes";
import { Description } from "./description";

vi.mock("../changes", async (actual) => ({
  ...(await actual<typeof import("../changes")>()),
  changeTask: vi.fn(),
  taskNow: vi.fn(),
}));

let server: Task;

function somebodyElse(change: Partial<Task>) {
  server = { ...server, ...change, version: server.version + 1 };
}

function Shown() {
  const { data } = useQuery({ ...taskQuery("1042"), enabled: false });
  return data && <Description task={data} />;
}

async function showText(description: string | null, me = aMe()) {
  server = aTask({ kind: "person", status: "pending", description, version: 7 });
  const { client } = show(<Shown />, { me });
  client.setQueryData(["task", "1042"], server);
  if (me.role !== "viewer" || description !== null)
    await screen.findByRole("region", { name: "Description" });
  return client;
}

const field = () => screen.findByRole("textbox", { name: "Description" });
const press = async (name: string | RegExp) =>
  userEvent.click(await screen.findByRole("button", { name }));

async function write(text: string) {
  await press("Edit");
  await userEvent.clear(await field());
  await userEvent.type(await field(), text);
}

beforeEach(() => {
  window.sessionStorage.clear();
  vi.mocked(taskNow).mockImplementation(async () => server);
  vi.mocked(changeTask).mockReset();
  vi.mocked(changeTask).mockImplementation(async ({ version }, change) => {
    if (version !== server.version) throw new Problem("Another one", 412, "precondition-failed");
    somebodyElse({ description: change.description ?? null });
    return server;
  });
});

test("what is written is saved by Ctrl Enter", async () => {
  await showText("old");
  await write("new{Control>}{Enter}{/Control}");
  await vi.waitFor(() => expect(server.description).toBe("new"));
  expect(await screen.findByText("new")).toBeInTheDocument();
  expect(screen.queryByRole("textbox")).toBeNull();
});

test("what others do to the rest of the task is no hindrance", async () => {
  await showText("old");
  await write("new");
  somebodyElse({ priority: "urgent" });
  await press("Save");
  await vi.waitFor(() => expect(server.description).toBe("new"));
});

test("what somebody else wrote is shown beside mine, and mine is kept until I choose", async () => {
  await showText("old");
  await write("mine");
  somebodyElse({ description: "theirs" });
  await press("Save");
  expect(await screen.findByRole("alert")).toHaveTextContent("theirs");
  expect(await field()).toHaveValue("mine");
  expect(server.description).toBe("theirs");
  expect(screen.queryByRole("button", { name: "Save" })).toBeNull();
  await press("Keep mine");
  await vi.waitFor(() => expect(server.description).toBe("mine"));
});

test("it is shown as soon as the stream tells of it, before anything is saved", async () => {
  const client = await showText("old");
  await write("mine");
  somebodyElse({ description: "theirs" });
  learn(client, server);
  expect(await screen.findByRole("alert")).toHaveTextContent("theirs");
  await press("Take theirs");
  expect(await screen.findByText("theirs")).toBeInTheDocument();
  expect(screen.queryByRole("textbox")).toBeNull();
  expect(changeTask).not.toHaveBeenCalled();
});

test("a third version, while one chooses, is shown too", async () => {
  await showText("old");
  await write("mine");
  somebodyElse({ description: "theirs" });
  await press("Save");
  await screen.findByRole("alert");
  somebodyElse({ description: "another" });
  await press("Keep mine");
  await vi.waitFor(() => expect(screen.getByRole("alert")).toHaveTextContent("another"));
  expect(server.description).toBe("another");
});

test("what could not be saved is kept, and tried again", async () => {
  await showText("old");
  await write("new");
  vi.mocked(changeTask).mockRejectedValueOnce(new Problem("Out", 0, "unreachable"));
  await press("Save");
  expect(await screen.findByRole("alert")).toHaveTextContent("Out. What you wrote is kept here.");
  expect(await field()).toHaveValue("new");
  await press("Try again");
  await vi.waitFor(() => expect(server.description).toBe("new"));
});

test("what is half written is there again after the page was loaded anew", async () => {
  window.sessionStorage.setItem(
    "taskyard.draft.1042.description",
    JSON.stringify({ text: "half", over: "old" }),
  );
  await showText("old");
  expect(await field()).toHaveValue("half");
});

test("who did not make it reads it", async () => {
  await showText("old", aMe({ id: "9", role: "user" }));
  expect(screen.queryByRole("button")).toBeNull();
});
