import { expect, test } from "vitest";
import type { TaskPage } from "~/lib/live";
import { aTask } from "~/test/tasks";
import { beginsWith, type Pages, tasksOf, withHead, withNew } from "./pages";

const page = (ids: string[], has_more = false): TaskPage => ({
  tasks: ids.map((id) => aTask({ id })),
  next_cursor: has_more ? "next" : null,
  has_more,
});
const list = (...pages: string[][]): Pages => ({
  pages: pages.map((ids) => page(ids)),
  pageParams: pages.map(() => null),
});
const ids = (data: Pages) => tasksOf(data).map((task) => task.id);

test("new tasks come on top, the newest first, and none twice", () => {
  const data = withNew(
    list(["9", "8"], ["7"]),
    ["12", "9", "100"].map((id) => aTask({ id })),
  );
  expect(ids(data)).toEqual(["100", "12", "9", "8", "7"]);
});

test("a list that has them all stays the same one, and is not drawn again", () => {
  const data = list(["9", "8"]);
  expect(withNew(data, [aTask({ id: "8" })])).toBe(data);
});

test("a task on two pages is shown once", () => {
  expect(ids(list(["9", "8"], ["8", "7"]))).toEqual(["9", "8", "7"]);
});

test("a new beginning replaces all that came after it", () => {
  expect(ids(withHead(page(["9", "8"], true)))).toEqual(["9", "8"]);
});

test("the same beginning is nothing new", () => {
  expect(beginsWith(list(["9", "8"], ["7"]), page(["9", "8"], true))).toBe(true);
  expect(beginsWith(list(["9", "8"]), page(["10", "9"], true))).toBe(false);
  // One of the three is gone, and no page follows that could have it.
  expect(beginsWith(list(["9", "8", "7"]), page(["9", "8"]))).toBe(false);
});
