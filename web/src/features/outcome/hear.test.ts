import { renderHook } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { api } from "~/lib/api/client";
import { type Fact, onFacts, onFresh } from "~/lib/live";
import { aTask } from "~/test/tasks";
import { announce } from "./announce";
import { useWanted } from "./hear";
import { unwant, want, wantedIds } from "./wanted";

vi.mock("~/lib/live");
vi.mock("./announce");

let held: string[];
let tell: (facts: Fact[]) => void;
let begin: () => void;

// Locks as other tabs see them: what one holds, another does not get.
async function request(name: string, _: unknown, run: (lock: object | null) => unknown) {
  if (held.includes(name)) return run(null);
  held.push(name);
  return run({ name });
}

function ended(id: string): Fact {
  const task = aTask({ id, status: "completed" });
  return { type: "task.updated", task_id: id, task, changed: ["status"] };
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.mocked(announce).mockClear();
  vi.stubGlobal("navigator", { locks: { request } });
  held = [];
  unwant("7");
  vi.mocked(onFacts).mockImplementation((listener) => {
    tell = listener;
    return () => undefined;
  });
  vi.mocked(onFresh).mockImplementation((listener) => {
    begin = listener;
    return () => undefined;
  });
  renderHook(useWanted);
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test("the end of a wanted task is told once", async () => {
  want("7");
  tell([ended("7")]);
  tell([ended("7")]);
  await vi.advanceTimersByTimeAsync(10);
  tell([ended("7")]);
  await vi.advanceTimersByTimeAsync(10);
  expect(announce).toHaveBeenCalledTimes(1);
  expect(wantedIds()).toEqual([]);
});

test("nothing is told of a task that nobody asked about", async () => {
  want("7");
  tell([ended("8")]);
  await vi.advanceTimersByTimeAsync(10);
  expect(announce).not.toHaveBeenCalled();
});

test("a task that goes on is not told of", async () => {
  want("7");
  tell([{ ...ended("7"), task: aTask({ id: "7" }) }]);
  await vi.advanceTimersByTimeAsync(10);
  expect(announce).not.toHaveBeenCalled();
  expect(wantedIds()).toEqual(["7"]);
});

test("another tab that was first is left to it", async () => {
  want("7");
  held.push("taskyard.told.7");
  tell([ended("7")]);
  await vi.advanceTimersByTimeAsync(10);
  expect(announce).not.toHaveBeenCalled();
});

test("a hidden tab lets one that is seen go first", async () => {
  vi.spyOn(document, "hidden", "get").mockReturnValue(true);
  want("7");
  tell([ended("7")]);
  await vi.advanceTimersByTimeAsync(400);
  expect(announce).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(200);
  expect(announce).toHaveBeenCalledTimes(1);
});

test("what ended while nobody listened is told when somebody does again", async () => {
  const data = aTask({ id: "7", status: "failed" });
  vi.spyOn(api, "GET").mockResolvedValue({ data, response: new Response(null) } as never);
  want("7");
  begin();
  await vi.advanceTimersByTimeAsync(10);
  expect(announce).toHaveBeenCalledWith(data);
});
