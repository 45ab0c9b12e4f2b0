import { expect, test } from "vitest";
import { aTask } from "~/test/tasks";
import { why } from "./why";

test.each([
  [{ status: "failed", reason: "exit_nonzero", exit_code: 2 }, "exit 2"],
  [{ status: "failed", reason: "timed_out", timeout_ms: 90_000 }, "its time limit was 1m 30s"],
  [{ status: "failed", reason: "signalled", reason_text: "ended by SIGKILL" }, "ended by SIGKILL"],
  [
    {
      status: "failed",
      reason: "expired",
      reason_text: "deadline 2026-11-20T10:00:00Z passed",
    },
    "its deadline passed",
  ],
  [
    { status: "failed", reason: "dependency_failed", reason_text: "task 12 (build) failed" },
    "#12 (build) failed",
  ],
  [
    { status: "failed", reason: "of_tomorrow", reason_text: "the moon was full" },
    "the moon was full",
  ],
] as const)("a failure says why: %o", (change, said) => {
  expect(why(aTask(change))).toBe(said);
});

test("what waits for others names them, as the server does or as it was asked", () => {
  const blocked = aTask({ status: "blocked", after: ["12", "14"] });
  expect(why(blocked)).toBe("after #12, #14");
  expect(why({ ...blocked, reason_text: "waits for task 14 (build)" })).toBe(
    "waits for #14 (build)",
  );
  expect(why({ ...blocked, after: ["1", "2", "3", "4", "5"] })).toBe("after #1, #2, #3, 2 more");
});

test("what waits for a slot says how many are busy, when that is known", () => {
  const queued = aTask({ status: "queued" });
  expect(why(queued)).toBe("waits for its turn");
  const reason_text = "waits for a slot: 4 of 4 are busy, place 2 in line";
  expect(why({ ...queued, reason_text })).toBe(reason_text);
});

test("a state that says it all is not explained", () => {
  expect(why(aTask({ status: "running" }))).toBeNull();
  expect(why(aTask({ status: "completed" }))).toBeNull();
});

test("what was cancelled says by whom, or the reason they gave", () => {
  const cancelled = aTask({ status: "cancelled", reason_text: "cancelled by Ben" });
  expect(why(cancelled)).toBe("by Ben");
  expect(why({ ...cancelled, reason_text: "not needed any more" })).toBe("not needed any more");
});
