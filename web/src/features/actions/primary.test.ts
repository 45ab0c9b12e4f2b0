import { expect, test } from "vitest";
import type { Task } from "~/lib/api/types";
import { rightsOf } from "~/lib/session";
import { aTask } from "~/test/tasks";
import { primaryOf } from "./primary";

const operator = rightsOf({ id: "9", role: "operator" });
const given: Partial<Task> = { kind: "person", assigned_to: { id: "7", name: "Amina" } };

test.each([
  [{ status: "blocked" }, "Cancel"],
  [{ status: "queued" }, "Cancel"],
  [{ status: "running" }, "Cancel"],
  [{ status: "cancelling" }, "Kill now"],
  [{ status: "completed" }, "Re-run"],
  [{ status: "failed" }, "Re-run"],
  [{ status: "cancelled" }, "Re-run"],
  [{ kind: "person", status: "unassigned" }, "Take it"],
  [{ ...given, status: "pending" }, "Complete"],
  [{ ...given, status: "in_progress" }, "Complete"],
  [{ ...given, status: "failed" }, "Reopen"],
] as [Partial<Task>, string][])("of %o it is %s", (change, label) => {
  expect(primaryOf(aTask(change), operator)?.label).toBe(label);
});

test("nothing is offered that would be refused", () => {
  const viewer = rightsOf({ id: "9", role: "viewer" });
  expect(primaryOf(aTask(), viewer)).toBeNull();
  const amina = rightsOf({ id: "7", role: "user" });
  expect(primaryOf(aTask({ created_by: { id: "2", name: "Ben" } }), amina)).toBeNull();
  expect(primaryOf(aTask({ ...given, status: "pending" }), amina)?.label).toBe("Complete");
  expect(primaryOf(aTask({ ...given, status: "completed" }), amina)).toBeNull();
});
