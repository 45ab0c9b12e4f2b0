import { expect, test } from "vitest";
import { type Trail, wayBack } from "./way_back";

function trail(...paths: string[]): Trail {
  const entries = paths.map((path, index) => ({
    index,
    key: `k${index}`,
    url: window.location.origin + path,
  }));
  return { currentEntry: { index: paths.length - 1 }, entries: () => entries, traverseTo() {} };
}

const back = (...paths: string[]) => wayBack(trail(...paths));

test("the list one came from is gone back to, whatever tasks were opened since", () => {
  const way = back("/", "/?q=status:failed", "/tasks/4", "/tasks/5", "/tasks/5?tab=history");
  expect(way).toEqual({ label: "Tasks", path: "/", key: "k1" });
});

test("who came from their own tasks goes back to those", () => {
  expect(back("/", "/my", "/tasks/5")).toEqual({ label: "My tasks", path: "/my", key: "k1" });
});

test.each([[["/tasks/5"]], [["/", "/new", "/tasks/5"]]])(
  "after %j it is the list of tasks",
  (paths) => {
    expect(back(...paths)).toEqual({ label: "Tasks", path: "/", key: null });
  },
);

test("a browser without the Navigation API goes to the list of tasks", () => {
  expect(wayBack(undefined).path).toBe("/");
});
