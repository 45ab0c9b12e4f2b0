import { expect, test } from "vitest";
import { aTask } from "~/test/tasks";
import { isFinal, isOverdue, lookOf } from "./status";

test("a failure that has a reason of its own is called by it", () => {
  expect(lookOf(aTask({ status: "failed", reason: "timed_out" })).label).toBe("Timed out");
  expect(lookOf(aTask({ status: "failed", reason: "exit_nonzero" })).label).toBe("Failed");
});

test("a reason this page does not know yet looks like its status", () => {
  expect(lookOf(aTask({ status: "failed", reason: "eaten_by_a_bear" }))).toEqual(
    lookOf(aTask({ status: "failed" })),
  );
});

test("what a person has completed is done", () => {
  expect(lookOf(aTask({ kind: "person", status: "completed" })).label).toBe("Done");
});

test("only what is not over can be overdue", () => {
  const deadline = "2026-11-20T12:00:00Z";
  const later = Date.parse(deadline) + 1;
  expect(isOverdue(aTask({ status: "pending", deadline }), later)).toBe(true);
  expect(isOverdue(aTask({ status: "completed", deadline }), later)).toBe(false);
  expect(isOverdue(aTask({ status: "pending", deadline }), later - 2)).toBe(false);
  expect(isFinal({ status: "cancelled" })).toBe(true);
});
