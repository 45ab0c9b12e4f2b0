import { expect, test } from "vitest";
import type { Me, Role, Task } from "~/lib/api/types";
import { rightsOf } from "~/lib/session";
import { aTask } from "~/test/tasks";
import { type May, mayOf } from "./may";

const NOW = Date.parse("2026-11-20T12:00:00Z");
const ME = "7";

type Whose = "made" | "has" | "neither";

function may(role: Role, whose: Whose, change: Partial<Task>): string {
  const me = { id: ME, name: "Ben" };
  const task = aTask({
    kind: "person",
    created_by: { id: whose === "made" ? ME : "8", name: "Cleo" },
    assigned_to: change.status === "unassigned" ? null : { id: "8", name: "Cleo" },
    ...(whose === "has" ? { assigned_to: me } : {}),
    ...change,
  });
  const found = mayOf(task, rightsOf({ id: ME, role } as Pick<Me, "id" | "role">), NOW);
  return Object.keys(found)
    .filter((verb) => found[verb as keyof May])
    .join(" ");
}

const ALL_OF_PENDING = "start complete assign unassign setDue setPriority comment";

test.each<[Role, Whose, Task["status"], string]>([
  ["viewer", "made", "pending", ""],
  ["viewer", "made", "completed", ""],
  ["user", "neither", "pending", ""],
  ["user", "has", "pending", "start complete comment"],
  ["user", "has", "in_progress", "complete comment"],
  ["user", "has", "completed", "comment"],
  ["user", "made", "pending", ALL_OF_PENDING],
  ["user", "made", "unassigned", "take assign setDue setPriority comment"],
  ["user", "made", "completed", "reopen setPriority comment"],
  ["operator", "neither", "pending", ALL_OF_PENDING],
  ["operator", "neither", "cancelled", "reopen setPriority comment"],
  ["admin", "neither", "in_progress", "complete assign unassign setDue setPriority comment"],
])("a %s who %s a task that is %s may: %s", (role, whose, status, verbs) => {
  expect(may(role, whose, { status })).toBe(verbs);
});

test("a deadline that has passed is met and moved by nobody", () => {
  const late = { status: "pending", deadline: "2026-11-20T12:00:00Z" } as const;
  expect(may("admin", "neither", late)).toBe("start assign unassign setPriority comment");
});
