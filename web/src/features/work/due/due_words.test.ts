import { expect, test } from "vitest";
import { aTask } from "~/test/tasks";
import { dueWords } from "./due_words";

// Tests run in Europe/Berlin.
const NOW = Date.parse("2026-11-20T15:00:00+01:00");

function due(deadline: string | null, zone: "local" | "utc" = "local", now = NOW) {
  return dueWords(aTask({ kind: "person", status: "pending", deadline }), now, zone);
}

test.each([
  ["2026-11-20T13:00:00+01:00", "due 2 h ago", "late"],
  ["2026-11-20T15:00:00+01:00", "due just now", "late"],
  ["2026-11-20T15:40:00+01:00", "15:40, in 40 min", "late"],
  ["2026-11-20T16:00:00+01:00", "16:00, in 1 h", "late"],
  ["2026-11-20T16:00:01+01:00", "16:00, in 1 h", "soon"],
  ["2026-11-21T15:00:00+01:00", "tomorrow 15:00", "soon"],
  ["2026-11-21T15:00:01+01:00", "tomorrow 15:00", "quiet"],
  ["2026-11-24T09:00:00+01:00", "Tue 09:00", "quiet"],
  ["2026-11-27T00:00:00+01:00", "27 Nov, 00:00", "quiet"],
  ["2027-01-07T09:00:00+01:00", "7 Jan 2027, 09:00", "quiet"],
])("a deadline at %s is told as %j", (deadline, text, tone) => {
  expect(due(deadline)).toEqual({ text, tone });
});

test("days and hours are those of the zone that times are told in", () => {
  expect(due("2026-11-20T23:30:00Z")?.text).toBe("tomorrow 00:30");
  expect(due("2026-11-20T23:30:00Z", "utc")?.text).toBe("23:30, in 9 h");
});

test("tomorrow is the next day, also when that comes 25 hours later", () => {
  const eve = Date.parse("2026-10-24T23:30:00+02:00");
  expect(due("2026-10-25T23:45:00+01:00", "local", eve)?.text).toBe("tomorrow 23:45");
});

test("nothing is said of what has no deadline", () => {
  expect(due(null)).toBeNull();
});

test("of what has ended it is told when that was, and whether in time", () => {
  const ended = { kind: "person", deadline: "2026-11-20T13:00:00+01:00" } as const;
  const done = aTask({ ...ended, status: "completed", finished_at: "2026-11-20T12:00:00+01:00" });
  const late = aTask({
    ...ended,
    status: "failed",
    reason: "expired",
    finished_at: "2026-11-20T14:00:00+01:00",
  });
  expect(dueWords(done, NOW, "local")).toEqual({ text: "3 h ago", tone: "quiet" });
  expect(dueWords(late, NOW, "local")).toEqual({ text: "Expired 2 h ago", tone: "late" });
});
