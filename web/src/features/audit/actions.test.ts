import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { ACTIONS, actionSaid } from "./actions";

const document = readFileSync(
  path.resolve(import.meta.dirname, "../../../../docs/reference/audit.md"),
  "utf8",
);

test("every action of the documentation has words, and no other", () => {
  const documented = [...document.matchAll(/^\| `([a-z]+\.[a-z]+)` \|/gm)].map(([, name]) => name);
  expect(documented.length).toBeGreaterThan(20);
  expect(Object.keys(ACTIONS)).toEqual(documented);
});

test("an action of a newer server is called what it is", () => {
  expect(actionSaid("queue.pause")).toBe("queue.pause");
});
