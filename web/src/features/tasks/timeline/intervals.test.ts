import { expect, test } from "vitest";
import { aTask } from "~/test/tasks";
import { intervalOf, part, rowsOf } from "./intervals";

const at = (minute: number) => Date.parse("2026-11-20T14:00:00Z") + minute * 60_000;
const iso = (minute: number) => new Date(at(minute)).toISOString();

function ran(id: string, name: string, queued: number, started: number, finished: number | null) {
  return aTask({
    id,
    name,
    status: finished === null ? "running" : "completed",
    queued_at: iso(queued),
    started_at: iso(started),
    finished_at: finished === null ? null : iso(finished),
  });
}

test("it waits, then it runs, and what has not ended goes on until now", () => {
  const { from, began, to } = intervalOf(ran("1", "a", 0, 2, null), at(10));
  expect([from, began, to]).toEqual([at(0), at(2), at(10)]);
});

test("what never began only waited", () => {
  const task = aTask({
    status: "cancelled",
    started_at: null,
    queued_at: null,
    created_at: iso(1),
    finished_at: iso(5),
  });
  const { from, began, to } = intervalOf(task, at(10));
  expect([from, began, to]).toEqual([at(1), null, at(5)]);
});

test("a row for each name, the latest on top; what overlaps is on another lane", () => {
  const rows = rowsOf(
    [
      ran("1", "old", 0, 0, 5),
      ran("2", "new", 4, 4, 6),
      ran("3", "old", 3, 3, 4),
      ran("4", "old", 5, 5, 6),
    ],
    at(0),
    at(10),
  );
  expect(rows.map((row) => row.name)).toEqual(["old", "new"]);
  const [old] = rows;
  expect(old?.lanes.map((lane) => lane.map((one) => one.task.id))).toEqual([["1", "4"], ["3"]]);
});

test("what ended before the window begins is not in it", () => {
  expect(rowsOf([ran("1", "a", 0, 1, 2)], at(5), at(10))).toEqual([]);
});

test("what sticks out of the window is cut off at its edge", () => {
  const window = { from: at(0), to: at(10) };
  expect(part(at(-5), at(5), window)).toEqual({ left: 0, width: 50 });
  expect(part(at(5), at(20), window)).toEqual({ left: 50, width: 50 });
});

test("a hundred at once take no more room than six", () => {
  const crowd = Array.from({ length: 100 }, (_, i) => ran(String(i), "a", 0, 1, 9));
  const [row] = rowsOf(crowd, at(0), at(10));
  expect(row?.lanes).toHaveLength(6);
  expect(row?.lanes.flat()).toHaveLength(100);
});
