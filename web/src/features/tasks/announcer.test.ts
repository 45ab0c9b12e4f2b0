import { expect, test } from "vitest";
import type { Fact } from "~/lib/live";
import { aTask } from "~/test/tasks";
import { newsOf } from "./announcer";

const fact = (id: string, type: Fact["type"], change: Parameters<typeof aTask>[0] = {}): Fact => ({
  type,
  task_id: id,
  task: aTask({ id, ...change }),
  changed: type === "task.updated" ? ["status"] : [],
});

test("one is named, several are counted", () => {
  expect(
    newsOf([
      fact("1", "task.created"),
      fact("2", "task.created"),
      fact("3", "task.updated", { status: "failed", reason: "timed_out" }),
    ]),
  ).toBe("2 tasks created. #3 backup timed out.");
});

test("what was made and ended within a moment is told as both", () => {
  const quick = { ...fact("1", "task.created", { status: "completed" }), changed: ["status"] };
  expect(newsOf([quick])).toBe("#1 backup created. #1 backup completed.");
});
