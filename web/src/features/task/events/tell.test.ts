import { expect, test } from "vitest";
import { aTask } from "~/test/tasks";
import type { Act, PastEvent } from "./events_query";
import { told } from "./tell";

function event(change: Partial<PastEvent>): PastEvent {
  return {
    id: "1",
    at: "2026-11-20T14:00:00.000Z",
    type: "task.updated",
    changed: [],
    status: null,
    reason: null,
    assigned_to: null,
    ...change,
  };
}

const failed = aTask({ status: "failed", reason: "exit_nonzero", exit_code: 2, follow_up: "1050" });
const say = (change: Partial<PastEvent>) => told(failed, [event(change)], [])[0]?.text;

test.each<[Partial<PastEvent>, string]>([
  [{ type: "task.created", changed: ["status"], status: "queued" }, "Created by Ben"],
  [{ changed: ["status", "attempt", "started_at"], status: "running" }, "Started"],
  [{ changed: ["status", "reason"], status: "cancelling" }, "Asked to stop"],
  [{ changed: ["status", "reason"], status: "failed", reason: "exit_nonzero" }, "Failed: exit 2"],
  [{ changed: ["follow_up"] }, "#1050 was made, for somebody to look at it"],
  [{ changed: ["name", "tags"] }, "Changed: name, tags"],
  [{ changed: ["assigned_to"] }, "Taken from who had it"],
  [
    {
      changed: ["status", "assigned_to"],
      status: "pending",
      assigned_to: { id: "3", name: "Ada" },
    },
    "To do. Given to Ada",
  ],
  [{ type: "task.commented" }, "Commented on"],
])("%j is told as %j", (change, text) => {
  expect(say(change)).toBe(text);
});

test("an event that means nothing to people is left out", () => {
  expect(told(failed, [event({ changed: ["finished_at"] })], [])).toEqual([]);
});

const act = (seconds: string, action: string) =>
  ({
    id: seconds,
    at: `2026-11-20T14:00:${seconds}Z`,
    actor: { id: "1", name: "Ada" },
    action,
  }) as Act;

test("who did it is said where it is known", () => {
  const events = [
    event({ type: "task.created" }),
    event({ id: "2", at: "2026-11-20T14:00:02.007Z", changed: ["status"], status: "cancelling" }),
  ];
  const lines = told(aTask(), events, [act("02.000", "task.cancel")]);
  expect(lines.map(({ text }) => text)).toEqual(["Created by Ben", "Asked to stop, by Ada"]);
});

test("what left no trace in the task stands where it happened", () => {
  const events = [
    event({ type: "task.created" }),
    event({ id: "2", at: "2026-11-20T14:00:05.000Z", changed: ["status"], status: "running" }),
  ];
  const lines = told(aTask(), events, [act("03.000", "task.rerun")]);
  expect(lines.map(({ text }) => text)).toEqual(["Created by Ben", "Ada ran it again", "Started"]);
});
