import { expect, test, vi } from "vitest";
import type { Actions } from "~/features/actions";
import type { Task } from "~/lib/api/types";
import { rightsOf } from "~/lib/session";
import { aTask } from "~/test/tasks";
import { movesOf } from "./move_menu";

const actions = { reopen: vi.fn(), complete: vi.fn() } as unknown as Actions;
const operator = rightsOf({ id: "9", role: "operator" });
const mine: Partial<Task> = { kind: "person", assigned_to: { id: "7", name: "Amina" } };
const moves = (change: Partial<Task>, rights = operator) =>
  movesOf(aTask(change), actions, rights).map((move) => move.to);

test("a card goes where its task can go", () => {
  expect(moves({ kind: "person", status: "unassigned" })).toEqual([
    "To do, mine",
    "Somebody else…",
    "Cancelled",
  ]);
  expect(moves({ ...mine, status: "pending" })).toEqual([
    "Somebody else…",
    "Unassigned",
    "In progress",
    "Done",
    "Cancelled",
  ]);
  expect(moves({ ...mine, status: "failed" })).toEqual(["To do"]);
});

test("whoever has it may do it, and not give it away", () => {
  const amina = rightsOf({ id: "7", role: "user" });
  expect(moves({ ...mine, status: "in_progress" }, amina)).toEqual(["Done"]);
  expect(moves({ ...mine, status: "completed" }, amina)).toEqual([]);
});
