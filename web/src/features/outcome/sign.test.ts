import { expect, test } from "vitest";
import type { Status } from "~/lib/api/types";
import { aTask } from "~/test/tasks";
import { percentOf, titleOf } from "./sign";

const told = (fraction: number) => ({ fraction, text: null, source: "output" });

test.each<[Status, string]>([
  ["queued", "backup"],
  ["blocked", "backup"],
  ["running", "… backup"],
  ["cancelling", "… backup"],
  ["completed", "✓ backup"],
  ["failed", "✗ backup"],
  ["cancelled", "⊘ backup"],
])("the title of a task that is %s is %j", (status, title) => {
  expect(titleOf(aTask({ status }))).toBe(title);
});

test("a running task that tells how far it is has that first in the title", () => {
  expect(titleOf(aTask({ progress: told(0.629) }))).toBe("62% backup");
});

test("what has not ended is never said to be at 100 percent", () => {
  expect(percentOf(aTask({ progress: told(1) }))).toBe(99);
});

test("how far it got is not said of what has ended", () => {
  expect(percentOf(aTask({ status: "failed", progress: told(0.5) }))).toBeNull();
});
