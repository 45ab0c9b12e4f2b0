import type { Task } from "../api/types";

/** One message of /api/v1/events: the kinds that there are today; others are passed on as they are. */
export interface Fact {
  type:
    | "task.created"
    | "task.updated"
    | "task.deleted"
    | "task.progress"
    | "task.due_soon"
    | "task.commented";
  task_id: string;
  /** Null when it was deleted. */
  task: Task | null;
  changed: string[];
}

export type Phase = "connecting" | "live" | "retrying" | "polling" | "offline" | "signed-out";

export interface LiveState {
  phase: Phase;
  /** When this phase began, in milliseconds since 1970. */
  since: number;
  /** When it will be tried again, or null while it is not waiting. */
  retryAt: number | null;
  /** What the server is made of; changes with every build of the page. */
  build: string | null;
}

/** What the one who listens tells each tab. `fresh` begins a stream: what came before is not known. */
export type Told =
  | { kind: "state"; state: LiveState }
  | { kind: "facts"; facts: Fact[] }
  | { kind: "fresh" };

/** What a tab asks of it. */
export type Asked = "start" | "retry" | "stop" | "leave";

/**
 * Of several facts of one task only the last matters, but that it was created must not get lost:
 * lists look for that.
 */
export function coalesced(facts: readonly Fact[]): Fact[] {
  const last = new Map<string, Fact>();
  const kept: Fact[] = [];
  for (const fact of facts) {
    if (fact.type === "task.due_soon" || fact.type === "task.commented") {
      kept.push(fact);
      continue;
    }
    const before = last.get(fact.task_id);
    const type =
      before !== undefined && fact.type !== "task.deleted" && before.type !== "task.progress"
        ? before.type
        : fact.type;
    const changed = [...new Set([...(before?.changed ?? []), ...fact.changed])];
    last.delete(fact.task_id);
    last.set(fact.task_id, { ...fact, type, changed });
  }
  return [...last.values(), ...kept];
}
