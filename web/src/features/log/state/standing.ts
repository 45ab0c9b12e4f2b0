import type { Task } from "~/lib/api/types";
import type { Phase } from "../lines/follower";

/** What one should know of how fresh the log is. */
export type Standing =
  | { is: "finished" | "waiting" | "connecting" | "live" | "skimming" | "paused" | "denied" }
  | { is: "retrying"; retryAt: number }
  | { is: "offline" };

export interface Known {
  status: Task["status"];
  final: boolean;
  phase: Phase;
  tries: number;
  retryAt: number | null;
  failed: boolean;
  following: boolean;
}

const TRIES_BEFORE_OFFLINE = 3;
const WAITS: readonly Task["status"][] = ["queued", "blocked"];

export function standingOf(known: Known): Standing {
  const { status, final, phase, tries, retryAt, failed, following } = known;
  if (phase === "denied") return { is: "denied" };
  if (failed || phase === "retrying") {
    const patient = retryAt !== null && tries < TRIES_BEFORE_OFFLINE;
    return patient ? { is: "retrying", retryAt } : { is: "offline" };
  }
  if (final || phase === "over") return { is: "finished" };
  if (WAITS.includes(status)) return { is: "waiting" };
  if (!following) return { is: "paused" };
  if (phase === "skimming") return { is: "skimming" };
  return { is: phase === "live" ? "live" : "connecting" };
}
