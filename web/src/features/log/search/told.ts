import { isProblem } from "~/lib/api/client";
import { count, counted } from "~/lib/size";
import type { Searched } from "./search";

/** "17 of 2,310", "2,310 lines", "Nothing found", while it counts "…". */
export function countText({ tally, isComplete, current, ordinal, error }: Searched): string {
  if (error !== null) return "";
  if (tally === null) return "…";
  const all = `${count(tally.count)}${isComplete ? "" : " so far"}`;
  if (tally.count === 0) return isComplete ? "Nothing found" : "…";
  if (current === null) return isComplete ? counted(tally.count, "line") : `${all}…`;
  return `${ordinal === null ? "…" : count(ordinal)} of ${all}`;
}

/** What was wrong with what was typed, or with the way to the server. */
export function wrongText({ error }: Searched): string | null {
  if (error === null) return null;
  if (isProblem(error)) {
    const [fault] = error.faults;
    return fault === undefined ? error.message : `This ${fault.detail}.`;
  }
  return error instanceof Error ? error.message : String(error);
}
