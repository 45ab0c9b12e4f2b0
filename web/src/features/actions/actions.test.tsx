import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test, vi } from "vitest";
import type { Task } from "~/lib/api/types";
import { blockedQuery } from "~/lib/waiting";
import { aMe, show } from "~/test/page";
import { aTask } from "~/test/tasks";
import { doToMany, PrimaryAction, TaskMenu } from ".";
import * as verbs from "./verbs";

vi.mock("./verbs");
const person: Partial<Task> = {
  kind: "person",
  command: null,
  name: "Sign",
  assigned_to: { id: "2", name: "Ben" },
};

beforeEach(() => {
  vi.mocked(verbs.cancel).mockResolvedValue({} as never);
});

test("cancelling is one click, and waits for the server", async () => {
  let ended = (_: never) => {};
  vi.mocked(verbs.cancel).mockReturnValue(new Promise((resolve) => (ended = resolve)));
  show(<PrimaryAction task={aTask()} />);
  const button = screen.getByRole("button", { name: "Cancel #1042 backup" });
  await userEvent.click(button);
  await userEvent.click(button);
  expect(verbs.cancel).toHaveBeenCalledTimes(1);
  expect(button).toBeDisabled();
  ended({} as never);
  await vi.waitFor(() => expect(button).toBeEnabled());
});

test("a refusal is told in the server's words", async () => {
  vi.mocked(verbs.cancel).mockRejectedValue(new Error("Task 1042 has ended"));
  show(<PrimaryAction task={aTask()} />);
  await userEvent.click(screen.getByRole("button", { name: /^Cancel/ }));
  expect(await screen.findByRole("alert")).toHaveTextContent("Task 1042 has ended");
});

test("a re-run leads to its logs", async () => {
  vi.mocked(verbs.rerun).mockResolvedValue(aTask({ id: "1050" }));
  const { history } = show(<PrimaryAction task={aTask({ status: "failed" })} />);
  await userEvent.click(screen.getByRole("button", { name: /^Re-run/ }));
  await userEvent.click(await screen.findByRole("button", { name: "View Logs" }));
  expect(history?.at(-1)).toBe("/tasks/1050");
});

test("what was completed by mistake is opened again", async () => {
  const pending = aTask({ ...person, status: "pending" });
  const done = aTask({ ...person, status: "completed", version: 2 });
  vi.mocked(verbs.complete).mockResolvedValue(done);
  vi.mocked(verbs.reopen).mockResolvedValue({ ...pending, version: 3 });
  const { client } = show(<PrimaryAction task={pending} />);
  client.setQueryData(["task", pending.id], pending);
  await userEvent.click(screen.getByRole("button", { name: /^Complete/ }));
  expect(client.getQueryData<Task>(["task", pending.id])?.status).toBe("completed");
  await userEvent.click(await screen.findByRole("button", { name: "Undo" }));
  await vi.waitFor(() => expect(client.getQueryData<Task>(["task", pending.id])?.version).toBe(3));
});

test("undo says what it does not take back, and puts back what it does", async () => {
  const begun = aTask({ ...person, status: "in_progress" });
  vi.mocked(verbs.complete).mockResolvedValue({ ...begun, status: "completed", version: 2 });
  vi.mocked(verbs.reopen).mockResolvedValue({ ...begun, status: "pending", version: 3 });
  vi.mocked(verbs.start).mockResolvedValue({ ...begun, version: 4 });
  const { client } = show(<PrimaryAction task={begun} />);
  const waiting = aTask({ id: "1050", name: "restore", status: "blocked", after: [begun.id] });
  const page = { tasks: [waiting], next_cursor: null, has_more: false };
  client.setQueryData(blockedQuery.queryKey, page);
  await userEvent.click(screen.getByRole("button", { name: /^Complete/ }));
  await screen.findByText(/#1050 restore no longer waits for it, also after Undo/);
  await userEvent.click(screen.getByRole("button", { name: "Undo" }));
  await vi.waitFor(() => expect(verbs.start).toHaveBeenCalled());
});

test("undo is not offered to whom it would be refused", async () => {
  const task = aTask({ ...person, status: "pending", created_by: { id: "9", name: "Cleo" } });
  vi.mocked(verbs.complete).mockResolvedValue({ ...task, status: "completed", version: 2 });
  show(<PrimaryAction task={task} />, { me: aMe({ role: "user" }) });
  await userEvent.click(screen.getByRole("button", { name: /^Complete/ }));
  await screen.findByText("#1042 Sign is done. Who made it can reopen it.");
  expect(screen.queryByRole("button", { name: "Undo" })).toBeNull();
});

test("what has expired is opened again only with a new deadline, or none", async () => {
  const expired = aTask({ ...person, status: "failed", deadline: "2020-01-01T00:00:00Z" });
  vi.mocked(verbs.reopen).mockResolvedValue(expired);
  show(<PrimaryAction task={expired} />);
  await userEvent.click(screen.getByRole("button", { name: /^Reopen/ }));
  await screen.findByRole("dialog", { name: "Reopen #1042 Sign" });
  expect(verbs.reopen).not.toHaveBeenCalled();
  await userEvent.click(screen.getByRole("button", { name: "Reopen without a deadline" }));
  expect(verbs.reopen).toHaveBeenCalledWith(expired, null);
});

test("deleting asks first, and Keep keeps", async () => {
  show(<TaskMenu task={aTask({ status: "completed" })} />);
  const choose = async (name: string) => {
    await userEvent.click(screen.getByRole("button", { name: /^More/ }));
    await userEvent.click(await screen.findByRole("menuitem", { name }));
  };
  await choose("Delete…");
  await userEvent.click(await screen.findByRole("button", { name: "Keep" }));
  expect(verbs.remove).not.toHaveBeenCalled();
  await choose("Delete…");
  await userEvent.click(await screen.findByRole("button", { name: "Delete task" }));
  expect(verbs.remove).toHaveBeenCalledTimes(1);
});

test("many are cancelled after a question that names how many, and refusals are named", async () => {
  const ended = {
    ok: false,
    status: null,
    new_id: null,
    code: "task-finished",
    detail: "it has ended",
  };
  const ok = { ok: true, status: "cancelled" as const, new_id: null, code: null, detail: null };
  vi.mocked(verbs.bulk).mockResolvedValue({
    results: [
      { id: "4", ...ended },
      { id: "5", ...ok },
    ],
    succeeded: 1,
    failed: 1,
  });
  show(null);
  const doing = doToMany("cancel", { ids: ["4", "5"] }, 2);
  await userEvent.click(await screen.findByRole("button", { name: "Cancel 2 tasks" }));
  expect(await doing).toBe(true);
  expect(await screen.findByRole("alert")).toHaveTextContent(
    "Cancelled 1 of 2 tasks. Not #4: it has ended.",
  );
});

test("who thinks better of it does nothing to many", async () => {
  show(null);
  const doing = doToMany("delete", { ids: ["4"] }, 1);
  await userEvent.click(await screen.findByRole("button", { name: "Keep" }));
  expect(await doing).toBe(false);
  expect(verbs.bulk).not.toHaveBeenCalled();
});
