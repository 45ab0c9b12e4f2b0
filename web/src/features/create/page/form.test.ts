import { expect, test } from "vitest";
import type { Task } from "~/lib/api/types";
import { definitionOf, MASK } from "~/lib/definition";
import { aTask } from "~/test/tasks";
import { durationText, millisOf } from "./duration_text";
import { draftOf, EMPTY } from "./form_draft";
import { looksSecret } from "./secrets";
import { wantedOf } from "./wanted";
import { warningsOf } from "./warnings";

test.each([
  ["90s", 90_000],
  ["90", 90_000],
  ["1h 30m", 5_400_000],
  ["1h30m", 5_400_000],
  ["1.5h", 5_400_000],
  ["2 d", 172_800_000],
  ["500ms", 500],
  ["10 min", 600_000],
])("%s is %i milliseconds", (text, ms) => {
  expect(millisOf(text)).toBe(ms);
});

test.each(["", "soon", "1x", "h", "-5m", "1h x"])("%o is no duration", (text) => {
  expect(millisOf(text)).toBeNull();
});

test("a duration is written as it is read", () => {
  for (const ms of [0, 1, 1_500, 90_000, 5_400_000, 90_061_001])
    expect(millisOf(durationText(ms))).toBe(ms);
});

const copied: Partial<Task>[] = [
  { name: "hello", command: "echo hello" },
  {
    name: "deploy",
    command: "make deploy",
    shell: "/bin/bash",
    env: { DAY: "today", EMPTY: "" },
    cwd: "/srv",
    priority: "urgent",
    type: "urgent",
    tags: ["web"],
    umask: "0027",
    nice: 5,
    timeout_ms: 90_500,
    grace_ms: 0,
    after: ["12", "14"],
    after_policy: "any_end",
    on_interrupt: "retry",
    on_failure: { name: "Look", assign_to: "7" },
    description: "The **blue** one.",
  },
  { name: "ls", argv: ["/bin/ls", "-l", "a b", "", "two\nlines", '"quoted"'], command: "/bin/ls" },
  {
    kind: "person",
    name: "sign",
    command: null,
    checklist: [
      { text: "read it", done: true },
      { text: "sign it", done: false },
    ],
  },
];

test.each(copied)("the form makes the same task as the one it was filled in from: %o", (task) => {
  const original = aTask(task);
  expect(wantedOf(draftOf(original))).toEqual({ task: definitionOf(original), faults: [] });
});

test("a hidden value is not sent back as if it were one", () => {
  const draft = draftOf(aTask({ env: { DB_PASSWORD: MASK, DAY: "today" } }));
  expect(draft.env[0]).toEqual({ name: "DB_PASSWORD", value: "", isHidden: true });
  expect(wantedOf(draft).faults.map((fault) => fault.pointer)).toEqual(["/env/DB_PASSWORD"]);
  const typed = { ...draft, env: [{ name: "DB_PASSWORD", value: "x", isHidden: true }] };
  expect(wantedOf(typed)).toMatchObject({ task: { env: { DB_PASSWORD: "x" } }, faults: [] });
});

test("what cannot be asked for is told at its field", () => {
  const draft = {
    ...EMPTY,
    command: "true",
    timeout: "soon",
    nice: "a lot",
    after: "#12 last",
    env: [
      { name: "A", value: "1" },
      { name: "A", value: "2" },
      { name: "", value: "lost" },
    ],
  };
  expect(wantedOf(draft).faults.map((fault) => fault.pointer)).toEqual([
    "/env/A",
    "/env",
    "/nice",
    "/timeout_ms",
    "/after",
  ]);
});

test("an empty form says what is needed", () => {
  expect(wantedOf(EMPTY).faults).toMatchObject([{ pointer: "/command" }]);
  expect(wantedOf({ ...EMPTY, kind: "person" }).faults).toMatchObject([{ pointer: "/name" }]);
});

test("what belongs to commands is not sent with a person's task", () => {
  const draft = { ...EMPTY, kind: "person" as const, name: "sign", command: "x", timeout: "1h" };
  expect(wantedOf(draft).task).toEqual({ name: "sign" });
});

test.each([
  "rm -rf /",
  "rm -fr ~",
  "cd / && rm -r --no-preserve-root /*",
  "dd if=/dev/zero of=/dev/sda",
  ":(){ :|:& };:",
  "sudo reboot",
  "echo 'it is",
  'echo "a',
])("%o is worth a word", (command) => {
  expect(warningsOf(command)).toHaveLength(1);
});

test.each([
  "rm -rf /tmp/build",
  "rm -rf ./x /srv/y",
  'echo "it\'s"',
  "echo it\\'s # don't",
  "cat <<EOF\nit's\nEOF",
  "sudo -n reboot",
  "dd if=a of=b",
])("%o is not", (command) => {
  expect(warningsOf(command)).toEqual([]);
});

test("names of secrets are known as the server knows them", () => {
  expect(["DB_PASSWORD", "API_KEY", "GITHUB_TOKEN", "KEY"].every(looksSecret)).toBe(true);
  expect(["PWD", "DAY", "AUTHOR", "KEYBOARD"].some(looksSecret)).toBe(false);
});
