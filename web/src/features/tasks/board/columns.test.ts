import { expect, test } from "vitest";
import type { Status } from "~/lib/api/types";
import { aTask } from "~/test/tasks";
import { COLUMNS, dealt } from "./columns";

test("every state has one column", () => {
  const states: Status[] = [
    "blocked",
    "queued",
    "running",
    "cancelling",
    "unassigned",
    "pending",
    "in_progress",
    "completed",
    "failed",
    "cancelled",
  ];
  const columns = dealt(states.map((status, i) => aTask({ id: String(i + 1), status })));
  expect(columns.flat()).toHaveLength(states.length);
  expect(columns.map((tasks) => tasks.length)).toEqual([2, 2, 3, 1, 1, 1]);
  expect(COLUMNS).toHaveLength(columns.length);
});

test("a task that was asked for twice is on the board once, the newest on top", () => {
  const [queued] = dealt(["9", "10", "9"].map((id) => aTask({ id, status: "queued" })));
  expect(queued?.map((task) => task.id)).toEqual(["10", "9"]);
});
