import { expect, test } from "vitest";
import { aTask } from "~/test/tasks";
import { coalesced, type Fact } from "./facts";

function fact(type: Fact["type"], id: string, version: number, ...changed: string[]): Fact {
  return { type, task_id: id, task: aTask({ id, version }), changed };
}

test("of many facts of one task the last is kept, with all that changed", () => {
  const kept = coalesced([
    fact("task.updated", "1", 2, "status"),
    fact("task.updated", "2", 5, "name"),
    fact("task.updated", "1", 3, "exit_code"),
  ]);
  expect(kept.map((one) => [one.task_id, one.task?.version])).toEqual([
    ["2", 5],
    ["1", 3],
  ]);
  expect(kept[1]?.changed).toEqual(["status", "exit_code"]);
});

test("that a task was created is not lost in what happens to it next", () => {
  const kept = coalesced([fact("task.created", "1", 1), fact("task.progress", "1", 1, "log")]);
  expect(kept).toHaveLength(1);
  expect(kept[0]?.type).toBe("task.created");
});

test("a change after progress is a change", () => {
  const kept = coalesced([
    fact("task.progress", "1", 1, "log"),
    fact("task.updated", "1", 2, "status"),
  ]);
  expect(kept[0]?.type).toBe("task.updated");
});

test("progress after a change does not hide it", () => {
  const kept = coalesced([
    fact("task.updated", "1", 2, "status"),
    fact("task.progress", "1", 2, "log"),
  ]);
  expect(kept[0]?.type).toBe("task.updated");
});

test("a deletion is the last word", () => {
  const gone: Fact = { type: "task.deleted", task_id: "1", task: null, changed: [] };
  expect(coalesced([fact("task.created", "1", 1), gone])[0]?.type).toBe("task.deleted");
});

test("every comment is told", () => {
  expect(coalesced([fact("task.commented", "1", 1), fact("task.commented", "1", 1)])).toHaveLength(
    2,
  );
});
