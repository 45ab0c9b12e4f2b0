import { act } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Task } from "~/lib/api/types";
import { type Fact, onFacts } from "~/lib/live";
import { aMe, show } from "~/test/page";
import { aTask } from "~/test/tasks";
import { told } from "~/ui/toast";
import { useDueSoon } from "./due_soon";

vi.mock("~/lib/live", async (actual) => ({ ...(await actual<object>()), onFacts: vi.fn() }));
vi.mock("~/ui/toast");

let tell: (facts: Fact[]) => void;
const notify = vi.fn();

class Notified {
  static permission = "granted";
  constructor(title: string) {
    notify(title);
  }
}

function Listening() {
  useDueSoon();
  return null;
}

function soon(change: Partial<Task> = {}): Fact {
  const deadline = new Date(Date.now() + 3_590_000).toISOString();
  const me = { id: "2", name: "Ben" };
  const task = aTask({ kind: "person", name: "Sign", deadline, assigned_to: me, ...change });
  return { type: "task.due_soon", task_id: task.id, task, changed: [] };
}

async function hear(fact: Fact) {
  await act(async () => {
    tell([fact]);
    await vi.advanceTimersByTimeAsync(1_000);
  });
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.mocked(told).mockClear();
  notify.mockClear();
  Notified.permission = "granted";
  vi.stubGlobal("Notification", Notified);
  const request = (_: string, __: object, run: (lock: object) => unknown) => run({});
  vi.stubGlobal("navigator", { locks: { request } });
  vi.mocked(onFacts).mockImplementation((listener) => {
    tell = listener;
    return () => undefined;
  });
  show(<Listening />, { me: aMe({ id: "2" }) });
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test("who looks at the page is told in it", async () => {
  await hear(soon());
  expect(told).toHaveBeenCalledWith("Sign: due in 59 min", expect.anything());
  expect(notify).not.toHaveBeenCalled();
});

test("who does not is notified, if that was allowed before", async () => {
  vi.spyOn(document, "hidden", "get").mockReturnValue(true);
  await hear(soon());
  expect(notify).toHaveBeenCalledWith("Sign: due in 59 min");
  Notified.permission = "default";
  await hear(soon({ id: "7" }));
  expect(notify).toHaveBeenCalledTimes(1);
});

test("what somebody else has to do is theirs to hear of", async () => {
  await hear(soon({ assigned_to: { id: "3", name: "Cleo" } }));
  expect(told).not.toHaveBeenCalled();
});
