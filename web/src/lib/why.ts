import type { Task } from "./api/types";
import { duration } from "./time";

type Reasoned = Pick<
  Task,
  "status" | "reason" | "reason_text" | "exit_code" | "timeout_ms" | "after" | "kind"
>;

/**
 * Why it waits, or ended as it did, to stand after the state's word: "exit 2",
 * "waits for #12 (build)". Null where the state says it all.
 */
export function why(task: Reasoned): string | null {
  switch (task.status) {
    case "blocked":
      return said(task) ?? `after ${list(task.after)}`;
    case "queued":
      return said(task) ?? "waits for its turn";
    case "cancelling":
    case "cancelled":
      return said(task)?.replace(/^cancelled (?=by )/, "") ?? null;
    case "failed":
      return failure(task);
    default:
      return null;
  }
}

const NAMED = 3;

function failure(task: Reasoned): string | null {
  switch (task.reason) {
    case "exit_nonzero":
      return `exit ${task.exit_code}`;
    case "timed_out":
      return task.timeout_ms === null
        ? said(task)
        : `its time limit was ${duration(task.timeout_ms)}`;
    case "expired":
      return "its deadline passed";
    default:
      return said(task);
  }
}

/** The server's own words, with tasks named as they are everywhere on the page. */
function said({ reason_text }: Reasoned): string | null {
  return reason_text?.replace(/\btask (\d+)/g, "#$1") ?? null;
}

function list(ids: readonly string[]): string {
  const shown = ids.slice(0, NAMED).map((id) => `#${id}`);
  const more = ids.length - shown.length;
  return [...shown, ...(more > 0 ? [`${more} more`] : [])].join(", ");
}
