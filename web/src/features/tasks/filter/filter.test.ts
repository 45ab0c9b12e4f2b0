import { expect, test } from "vitest";
import { termOf, termsOf, textOf, withTerm } from "~/lib/terms";
import { describe as inWords } from "./describe";
import { meaningOf, namesPeople } from "./meaning";

const now = Date.parse("2026-11-20T12:00:00Z");
const people = [
  { id: "7", name: "Amina Diallo" },
  { id: "8", name: "Ben" },
];
const meant = (text: string) => meaningOf(text, { now, people });

test.each([
  "status:failed after:24h disk full",
  'name:"nightly import" tag:db,web',
  '"status:not a key" http://host/x',
  "by:me assigned:none kind:person",
  'name:"say \\"hi\\" to C:\\\\" name:C:\\x',
  "",
])("%o is written as it is read", (text) => {
  expect(textOf(termsOf(text))).toBe(text);
});

test("quotes, backslashes and commas are parts of a name", () => {
  const name = 'say "hi", then \\ leave';
  const text = textOf([{ key: "name", value: name }]);
  expect(termOf(text, "name")).toBe(name);
  expect(meant(text).filter).toEqual({ name: ['say "hi"\\, then \\ leave'] });
  expect(meant('disk "full').filter).toEqual({ q: "disk full" });
});

test("everything that can be asked for is asked for", () => {
  expect(
    meant("status:failed after:24h name:backup tag:db,web by:me assigned:none disk full"),
  ).toEqual({
    filter: {
      status: ["failed"],
      created_after: "2026-11-19T12:00:00.000Z",
      name: ["backup"],
      tag: ["db", "web"],
      created_by: ["me"],
      assigned_to: ["none"],
      q: "disk full",
    },
    hints: [],
  });
  expect(
    meant("kind:command priority:urgent,low exit:2,-1 due:2d overdue:yes external:T-1").filter,
  ).toEqual({
    kind: ["command"],
    priority: ["urgent", "low"],
    exit_code: [2, -1],
    deadline_before: "2026-11-22T12:00:00.000Z",
    overdue: true,
    external_id: ["T-1"],
  });
});

test("a state means what it means on the page", () => {
  expect(meant("status:queued").filter.status).toEqual(["queued", "blocked"]);
  expect(meant("status:running,failed").filter.status).toEqual(["running", "cancelling", "failed"]);
  expect(meant("status:todo").filter).toEqual({
    status: ["unassigned", "pending", "in_progress"],
    kind: ["person"],
  });
});

test("people are found by their names", () => {
  expect(meant("by:amina").filter.created_by).toEqual(["7"]);
  expect(meant("assigned:ben,12").filter.assigned_to).toEqual(["8", "12"]);
  expect(meant("by:zoe").hints).toEqual(["Nobody here is called “zoe”. It is left out."]);
  expect([namesPeople("by:me assigned:12"), namesPeople("by:amina")]).toEqual([false, true]);
});

test.each([
  ["stauts:failed", "There is no filter “stauts:”. Did you mean status:?"],
  ["status:faild", "There is no state “faild”. Did you mean failed?"],
  ["after:soon", "“soon” is no time. Write 24h, 7d, today or 2026-11-20."],
  ["kind:robot", "There is no kind “robot”. There are command, person."],
  ["exit:two", "“two” is no exit code: it is a number."],
  ["status:", "“status:” wants a value."],
])("%s is not understood, and it is said that it is left out", (text, hint) => {
  expect(meant(`${text} disk`)).toEqual({
    filter: { q: "disk" },
    hints: [`${hint} It is left out.`],
  });
});

test("an unknown filter names those there are", () => {
  expect(meant("colour:red").hints[0]).toContain("There are status, kind, after");
});

test("a day is the reader's own", () => {
  const midnight = new Date(2026, 10, 20).toISOString();
  expect(meant("after:2026-11-20").filter.created_after).toBe(midnight);
  const today = new Date(now);
  today.setHours(0, 0, 0, 0);
  expect(meant("after:today").filter.created_after).toBe(today.toISOString());
});

test("one value is changed in its place, the others stay", () => {
  expect(withTerm("status:failed tag:db", "status", "running")).toBe("status:running tag:db");
  expect(withTerm("tag:db", "status", "failed")).toBe("tag:db status:failed");
  expect(withTerm("status:failed tag:db", "status", null)).toBe("tag:db");
  expect(termOf("status:failed tag:db", "status")).toBe("failed");
});

test.each([
  ["status:failed after:24h", "failed tasks in the last 24 h"],
  ["status:queued,running", "queued or running tasks"],
  ["status:todo assigned:me", "open tasks for people for me"],
  ["kind:command by:me name:backup", "commands called “backup” made by me"],
  ["priority:urgent tag:db,web disk", "urgent tasks tagged db or web with “disk”"],
  ["before:7d", "tasks from before 7 d ago"],
  ["after:today overdue:yes", "tasks that are overdue since midnight"],
])("%s is said as %s", (text, words) => {
  expect(inWords(text)).toBe(words);
});
