import { expect, test } from "vitest";
import { aTask } from "~/test/tasks";
import { definitionOf } from "./definition";

test("only what differs from what would be anyway is asked for", () => {
  expect(definitionOf(aTask({ name: "hello", command: "echo hello" }))).toEqual({
    name: "hello",
    command: "echo hello",
  });
});

test("everything that decides how it runs is asked for again", () => {
  const task = aTask({
    name: "deploy",
    command: "make deploy",
    env: { DAY: "today" },
    cwd: "/srv",
    priority: "urgent",
    type: "urgent",
    timeout_ms: 60_000,
    grace_ms: 500,
    umask: "027",
    after: ["12"],
    after_policy: "any_end",
    on_interrupt: "retry",
    on_failure: { name: null, assign_to: "7" },
  });
  expect(definitionOf(task)).toEqual({
    name: "deploy",
    command: "make deploy",
    env: { DAY: "today" },
    cwd: "/srv",
    priority: "urgent",
    timeout_ms: 60_000,
    grace_ms: 500,
    umask: "027",
    after: ["12"],
    after_policy: "any_end",
    on_interrupt: "retry",
    on_failure: { name: null, assign_to: "7" },
  });
});

test("a program without a shell stays one", () => {
  const task = aTask({ name: "ls", command: "/bin/ls -l", argv: ["/bin/ls", "-l"] });
  expect(definitionOf(task)).toEqual({ name: "ls", argv: ["/bin/ls", "-l"] });
});

test("another person's task begins with nothing done, and without the old date and name outside", () => {
  const task = aTask({
    kind: "person",
    name: "sign",
    command: null,
    checklist: [{ text: "read it", done: true }],
    deadline: "2026-11-20T17:00:00Z",
    external_id: "T-1",
    assigned_to: { id: "7", name: "Amina" },
  });
  expect(definitionOf(task)).toEqual({ name: "sign", checklist: [{ text: "read it" }] });
});
