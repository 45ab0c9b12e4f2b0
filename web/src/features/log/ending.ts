import type { Task } from "~/lib/api/types";
import { signalName } from "~/lib/signals";
import { duration } from "~/lib/time";

type Ended = Pick<
  Task,
  "status" | "reason" | "reason_text" | "exit_code" | "signal" | "duration_ms" | "timeout_ms"
>;

/** How it ended, in a sentence at the end of what it wrote. */
export function endingOf(task: Ended): string {
  const after = task.duration_ms === null ? "" : ` after ${duration(task.duration_ms)}`;
  if (task.status === "cancelled") return `${capital(task.reason_text ?? "cancelled")}${after}.`;
  if (task.status === "completed") return `Completed${after}: exit status ${task.exit_code ?? 0}.`;
  switch (task.reason) {
    case "exit_nonzero":
      return `Exited with status ${task.exit_code}${after}.`;
    case "signalled":
      return `Killed by ${signal(task.signal)}${after}.`;
    case "timed_out":
      return task.timeout_ms === null
        ? `Stopped${after}: its time was up.`
        : `Stopped after its time limit of ${duration(task.timeout_ms)}.`;
    case "interrupted":
    case "server_shutdown":
      return "The server stopped while it ran: what it wrote last may be missing.";
    default:
      return `${capital(task.reason_text ?? "failed")}${after}.`;
  }
}

function signal(number: number | null): string {
  return number === null ? "a signal" : signalName(number);
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
