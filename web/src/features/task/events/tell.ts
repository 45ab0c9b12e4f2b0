import type { Task } from "~/lib/api/types";
import { isFinal, lookOf, type Tone } from "~/lib/status";
import { millis } from "~/lib/time";
import { why } from "~/lib/why";
import type { Act, PastEvent } from "./events_query";

/** Something that happened, as people say it. */
export interface Told {
  key: string;
  at: string;
  text: string;
  tone: Tone;
}

// An act and what came of it are written down at once.
const AT_ONCE_MS = 100;

/** Who did it is known of what others did, and to administrators: `acts` is empty for the rest. */
export function told(task: Task, events: readonly PastEvent[], acts: readonly Act[]): Told[] {
  const unclaimed = new Set(acts);
  const lines = events
    .map((event) => ofEvent(task, event))
    .filter(({ text }) => text !== "")
    .map((line) => {
      const act = [...unclaimed].find(({ at }) => areAtOnce(at, line.at));
      if (act === undefined) return line;
      unclaimed.delete(act);
      return { ...line, text: `${line.text}, by ${nameOf(act)}` };
    });
  return [...lines, ...[...unclaimed].flatMap(ofAct)].sort(
    (one, other) => millis(one.at) - millis(other.at),
  );
}

function areAtOnce(one: string, other: string): boolean {
  return Math.abs(millis(one) - millis(other)) <= AT_ONCE_MS;
}

function ofEvent(task: Task, event: PastEvent): Told {
  const { kind } = task;
  const tone =
    event.status === null ? "neutral" : lookOf({ ...event, kind, status: event.status }).tone;
  return { key: `e${event.id}`, at: event.at, text: textOf(task, event), tone };
}

function textOf(task: Task, event: PastEvent): string {
  switch (event.type) {
    case "task.created":
      return task.created_by === null ? "Created" : `Created by ${task.created_by.name}`;
    case "task.commented":
      return "Commented on";
    case "task.due_soon":
      return "Its deadline is near";
    case "task.deleted":
      return "Deleted";
    default:
      return [moved(task, event), handed(event), edited(event), followed(task, event)]
        .filter((sentence) => sentence !== null)
        .join(". ");
  }
}

const MOVES: Partial<Record<Task["status"], string>> = {
  running: "Started",
  cancelling: "Asked to stop",
  unassigned: "Waits for somebody to take it",
};

function moved(task: Task, { status, reason, changed }: PastEvent): string | null {
  if (status === null || !changed.includes("status")) return null;
  const label = MOVES[status] ?? lookOf({ kind: task.kind, status, reason }).label;
  // Why is known only of how it is now.
  const because = isFinal({ status }) && status === task.status ? why(task) : null;
  return because === null ? label : `${label}: ${because}`;
}

function followed({ follow_up }: Task, { changed }: PastEvent): string | null {
  return changed.includes("follow_up")
    ? `#${follow_up} was made, for somebody to look at it`
    : null;
}

function handed({ assigned_to, changed }: PastEvent): string | null {
  if (!changed.includes("assigned_to")) return null;
  return assigned_to === null ? "Taken from who had it" : `Given to ${assigned_to.name}`;
}

/** What a person changes, as opposed to what comes of a move. */
const EDITED: Record<string, string> = {
  name: "name",
  command: "command",
  argv: "program",
  shell: "shell",
  description: "description",
  priority: "priority",
  tags: "tags",
  external_id: "external id",
  cwd: "directory",
  env: "environment",
  umask: "umask",
  nice: "nice",
  timeout_ms: "time limit",
  grace_ms: "grace",
  on_interrupt: "what happens when the server dies",
  deadline: "deadline",
  checklist: "checklist",
  after: "what it waits for",
  after_policy: "how it waits",
  on_failure: "what happens when it fails",
};

function edited({ changed }: PastEvent): string | null {
  const names = changed.flatMap((name) => EDITED[name] ?? []);
  return names.length === 0 ? null : `Changed: ${names.join(", ")}`;
}

const ACTS: Record<string, string> = {
  "task.change": "changed it",
  "task.rerun": "ran it again",
  "task.cancel": "cancelled it",
  "task.assign": "gave it to somebody",
  "task.unassign": "took it from who had it",
  "task.reopen": "reopened it",
  "task.start": "started it",
  "task.complete": "completed it",
  "task.delete": "deleted it",
};

/** What left no trace in the task itself. */
function ofAct(act: Act): Told[] {
  const what = ACTS[act.action];
  if (what === undefined) return [];
  return [{ key: `a${act.id}`, at: act.at, text: `${nameOf(act)} ${what}`, tone: "neutral" }];
}

function nameOf({ actor }: Act): string {
  return actor?.name ?? "somebody";
}
