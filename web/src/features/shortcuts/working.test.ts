import { expect, it } from "vitest";
import type { Scope } from "~/lib/keys";
import { working } from "./working";

function scope(name: string, ...bindings: [keys: string, label: string][]): Scope {
  return {
    name,
    bindings: bindings.map(([keys, label]) => ({ keys, label, run: () => undefined })),
  };
}

it("tells the nearest first, and of a key only what it does here", () => {
  const found = working(
    [scope("Anywhere", ["n", "New task"], ["e", "Elsewhere"]), scope("Log", ["e", "Errors only"])],
    true,
  );
  expect(found).toMatchObject([
    { name: "Log", shortcuts: [{ keys: ["e"], label: "Errors only" }] },
    { name: "Anywhere", shortcuts: [{ keys: ["n"], label: "New task" }] },
  ]);
});

it("puts together what several parts of the page say of one place", () => {
  const found = working(
    [scope("Anywhere", ["n", "New task"]), scope("Anywhere", ["mod+k", "Search"])],
    true,
  );
  expect(found.map((section) => section.name)).toEqual(["Anywhere"]);
  expect(found[0]?.shortcuts).toHaveLength(2);
});

it("tells once what several keys do", () => {
  const found = working(
    [scope("List", ["j", "Next task"], ["o", "Peek"], ["ArrowDown", "Next task"])],
    true,
  );
  expect(found[0]?.shortcuts).toEqual([
    { keys: ["j", "ArrowDown"], label: "Next task" },
    { keys: ["o"], label: "Peek" },
  ]);
});

it("tells of what works anywhere last, whoever was there first", () => {
  const found = working(
    [
      scope("Tasks", ["q", "Filter"]),
      scope("Anywhere", ["n", "New task"]),
      scope("List", ["j", "Next"]),
    ],
    true,
  );
  expect(found.map((section) => section.name)).toEqual(["List", "Tasks", "Anywhere"]);
});

it("leaves out single keys when they are switched off, and places that have no others", () => {
  const found = working(
    [scope("Anywhere", ["g t", "Go to Tasks"], ["mod+k", "Search"]), scope("List", ["j", "Next"])],
    false,
  );
  expect(found).toMatchObject([{ name: "Anywhere", shortcuts: [{ keys: ["mod+k"] }] }]);
});
