import { expect, test } from "vitest";
import type { Task } from "~/lib/api/types";
import { aTask } from "~/test/tasks";
import { type Grouping, sectionsOf } from "./sections";

// Tests run in Europe/Berlin. A Friday, noon.
const NOW = Date.parse("2026-11-20T12:00:00+01:00");

function work(id: string, change: Partial<Task> = {}): Task {
  return aTask({ id, kind: "person", status: "pending", command: null, ...change });
}

function shown(tasks: Task[], by: Grouping = "due", now = NOW, zone: "local" | "utc" = "local") {
  return sectionsOf(tasks, by, now, zone).map(({ title, tasks }) => [
    title,
    ...tasks.map(({ id }) => id),
  ]);
}

test("what is due first stands first, what has ended last", () => {
  const expired = { status: "failed", reason: "expired" } as const;
  const tasks = [
    work("1"),
    work("2", { deadline: "2026-12-24T18:00:00+01:00" }),
    work("3", { deadline: "2026-11-23T09:00:00+01:00" }),
    work("4", { deadline: "2026-11-20T18:00:00+01:00" }),
    work("5", { status: "completed", finished_at: "2026-11-20T10:00:00Z" }),
    work("6", { ...expired, deadline: "2026-11-19T18:00:00+01:00" }),
    work("7", { deadline: "2026-11-20T11:59:59+01:00" }),
    work("8", { status: "cancelled", finished_at: "2026-11-20T10:30:00Z" }),
  ];
  expect(shown(tasks)).toEqual([
    ["Overdue", "6", "7"],
    ["Today", "4"],
    ["This week", "3"],
    ["Later", "2"],
    ["No deadline", "1"],
    ["Done (7 days)", "8", "5"],
  ]);
});

test("a day ends at midnight there where the reader is, or in UTC", () => {
  const tasks = [work("1", { deadline: "2026-11-21T00:30:00+01:00" })];
  expect(shown(tasks)[0]?.[0]).toBe("This week");
  expect(shown(tasks, "due", NOW, "utc")[0]?.[0]).toBe("Today");
});

test.each([
  ["the day that has 25 hours", "2026-10-25T00:10:00+02:00", "2026-10-25T23:30:00+01:00"],
  ["the day that has 23 hours", "2026-03-29T00:10:00+01:00", "2026-03-29T23:30:00+02:00"],
])("%s is one day", (_, now, evening) => {
  const at = Date.parse(now);
  const next = new Date(Date.parse(evening) + 3_600_000).toISOString();
  expect(shown([work("1", { deadline: evening })], "due", at)).toEqual([["Today", "1"]]);
  expect(shown([work("1", { deadline: next })], "due", at)).toEqual([["This week", "1"]]);
});

test("a week is the next seven days, also when clocks change in it", () => {
  const now = Date.parse("2026-10-23T12:00:00+02:00");
  const at = (deadline: string) => shown([work("1", { deadline })], "due", now)[0]?.[0];
  expect(at("2026-10-29T23:30:00+01:00")).toBe("This week");
  expect(at("2026-10-30T00:30:00+01:00")).toBe("Later");
});

test("what is due at the same time is ordered by priority, then the newest first", () => {
  const tasks = [
    work("1"),
    work("2", { priority: "low" }),
    work("3", { priority: "urgent" }),
    work("4"),
  ];
  expect(shown(tasks)).toEqual([["No deadline", "3", "4", "1", "2"]]);
});

test("tasks can stand by their priority or by who has them", () => {
  const tasks = [
    work("1", { priority: "low", assigned_to: { id: "3", name: "Zoe" } }),
    work("2", { priority: "urgent", status: "unassigned" }),
    work("3", { assigned_to: { id: "2", name: "Ben" } }),
    work("4", { status: "completed", finished_at: "2026-11-20T10:00:00Z" }),
  ];
  expect(shown(tasks, "priority").map(([title]) => title)).toEqual([
    "Urgent",
    "Normal",
    "Low",
    "Done (7 days)",
  ]);
  expect(shown(tasks, "person").map(([title]) => title)).toEqual([
    "Nobody",
    "Ben",
    "Zoe",
    "Done (7 days)",
  ]);
});
