import { act, renderHook } from "@testing-library/react";
import { expect, test, vi } from "vitest";
import type { Status } from "~/lib/api/types";
import { type Fact, onFacts } from "~/lib/live";
import { aTask } from "~/test/tasks";
import { useHiddenFailures } from "./hidden_failures";

vi.mock("~/lib/live");

const listeners = new Set<(facts: Fact[]) => void>();
vi.mocked(onFacts).mockImplementation((listener) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
});

function tell(id: string, status: Status, changed = ["status"]) {
  const fact: Fact = { type: "task.updated", task_id: id, task: aTask({ id, status }), changed };
  act(() => {
    for (const listener of listeners) listener([fact]);
  });
}

function look(hidden: boolean) {
  vi.spyOn(document, "hidden", "get").mockReturnValue(hidden);
  act(() => void document.dispatchEvent(new Event("visibilitychange")));
}

test("failures are counted, each once, while nobody looks", () => {
  const { result } = renderHook(useHiddenFailures);
  look(true);
  tell("1", "failed");
  tell("1", "failed");
  tell("2", "failed");
  tell("3", "completed");
  tell("4", "failed", ["name"]);
  expect(result.current).toBe(2);
});

test("they are seen as soon as somebody looks", () => {
  const { result } = renderHook(useHiddenFailures);
  look(true);
  tell("1", "failed");
  look(false);
  expect(result.current).toBe(0);
  tell("2", "failed");
  expect(result.current).toBe(0);
});
