import { expect, it } from "vitest";
import { endingOf } from "./ending";

const task = {
  status: "failed",
  reason: null,
  reason_text: null,
  exit_code: null,
  signal: null,
  duration_ms: 48_012,
  timeout_ms: null,
} as const;

it.each([
  [{ status: "completed", exit_code: 0 }, "Completed after 48s: exit status 0."],
  [{ reason: "exit_nonzero", exit_code: 2 }, "Exited with status 2 after 48s."],
  [{ reason: "signalled", signal: 9 }, "Killed by SIGKILL after 48s."],
  [{ reason: "signalled", signal: 64 }, "Killed by signal 64 after 48s."],
  [{ reason: "timed_out", timeout_ms: 60_000 }, "Stopped after its time limit of 1m 00s."],
  [{ status: "cancelled", reason_text: "cancelled by Ben" }, "Cancelled by Ben after 48s."],
  [{ status: "cancelled", duration_ms: null }, "Cancelled."],
  [
    { reason: "interrupted" },
    "The server stopped while it ran: what it wrote last may be missing.",
  ],
  [
    { reason: "spawn_failed", reason_text: "there is no such directory", duration_ms: null },
    "There is no such directory.",
  ],
] as const)("%j", (ended, sentence) => expect(endingOf({ ...task, ...ended })).toBe(sentence));
