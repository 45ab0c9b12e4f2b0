import { expect, test } from "vitest";
import { aTask } from "~/test/tasks";
import { storyOf } from "./story";

const at = (seconds: string) => `2026-11-20T14:${seconds}Z`;

function told(...change: Parameters<typeof aTask>) {
  return storyOf(aTask(...change)).map(({ label, lastedMs }) => [label, lastedMs]);
}

test("a task that ran has three moments and what was between them", () => {
  const task = {
    status: "failed",
    created_at: at("00:58.100"),
    queued_at: at("00:58.100"),
    started_at: at("00:58.500"),
    finished_at: at("01:46.500"),
  } as const;
  expect(told(task)).toEqual([
    ["Queued", 400],
    ["Started", 48_000],
    ["Failed", null],
  ]);
});

test("a run took as long here as everywhere else: what was measured", () => {
  const task = {
    status: "completed",
    started_at: at("00:58.500"),
    finished_at: at("00:58.582"),
    duration_ms: 23,
  } as const;
  expect(told(task)).toContainEqual(["Started", 23]);
});

test("what waited for others was created before it was queued", () => {
  const task = {
    created_at: at("00:00.000"),
    queued_at: at("02:00.000"),
    started_at: at("02:00.100"),
  };
  expect(told(task)).toEqual([
    ["Created", 120_000],
    ["Queued", 100],
    ["Started", null],
  ]);
});

test("what was cancelled while it waited never started", () => {
  const task = {
    status: "cancelled",
    created_at: at("00:00.000"),
    queued_at: null,
    started_at: null,
    finished_at: at("00:05.000"),
  } as const;
  expect(told(task)).toEqual([
    ["Created", 5_000],
    ["Cancelled", null],
  ]);
});

test("a clock that was set back makes no time negative", () => {
  const task = { queued_at: at("00:58.113"), started_at: at("00:40.000") };
  expect(told(task)).toEqual([
    ["Queued", 0],
    ["Started", null],
  ]);
});

test("a later attempt is told as such", () => {
  expect(told({ attempt: 3 }).at(-1)?.[0]).toBe("Started again, attempt 3");
});
