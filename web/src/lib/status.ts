import type { Kind, Status, Task } from "./api/types";

export type Tone = "neutral" | "running" | "completed" | "failed" | "attention" | "human";
export type Glyph =
  | "link"
  | "ring"
  | "arc"
  | "arc-bar"
  | "tick"
  | "cross"
  | "slash"
  | "dashed"
  | "hollow"
  | "half"
  | "bang"
  | "timer"
  | "bolt"
  | "broken"
  | "calendar"
  | "plug";

export interface Look {
  label: string;
  tone: Tone;
  glyph: Glyph;
}

const COMMAND: Record<Status, Look> = {
  blocked: { label: "Waiting", tone: "neutral", glyph: "link" },
  queued: { label: "Queued", tone: "neutral", glyph: "ring" },
  running: { label: "Running", tone: "running", glyph: "arc" },
  cancelling: { label: "Cancelling", tone: "attention", glyph: "arc-bar" },
  completed: { label: "Completed", tone: "completed", glyph: "tick" },
  failed: { label: "Failed", tone: "failed", glyph: "cross" },
  cancelled: { label: "Cancelled", tone: "neutral", glyph: "slash" },
  unassigned: { label: "Unassigned", tone: "neutral", glyph: "dashed" },
  pending: { label: "To do", tone: "human", glyph: "hollow" },
  in_progress: { label: "In progress", tone: "human", glyph: "half" },
};

const LOOKS: Record<Kind, Record<Status, Look>> = {
  command: COMMAND,
  person: {
    ...COMMAND,
    completed: { label: "Done", tone: "completed", glyph: "tick" },
  },
};

// The reason is an open enum: one that is not here looks like its status.
const FAILED: Record<string, Partial<Look>> = {
  timed_out: { label: "Timed out", glyph: "timer" },
  signalled: { label: "Killed", glyph: "bolt" },
  interrupted: { label: "Lost", glyph: "broken" },
  server_shutdown: { label: "Stopped", glyph: "plug" },
  expired: { label: "Expired", glyph: "calendar" },
};

export function lookOf(task: Pick<Task, "kind" | "status" | "reason">): Look {
  const look = LOOKS[task.kind][task.status];
  if (task.status !== "failed" || task.reason === null) return look;
  return { ...look, ...FAILED[task.reason] };
}

const FINAL: Record<Status, boolean> = {
  blocked: false,
  queued: false,
  running: false,
  cancelling: false,
  unassigned: false,
  pending: false,
  in_progress: false,
  completed: true,
  failed: true,
  cancelled: true,
};

export function isFinal(task: Pick<Task, "status">): boolean {
  return FINAL[task.status];
}

export function isRunning(task: Pick<Task, "status">): boolean {
  return task.status === "running" || task.status === "cancelling";
}

export function isOverdue(task: Pick<Task, "status" | "deadline">, now: number): boolean {
  return !isFinal(task) && task.deadline !== null && Date.parse(task.deadline) < now;
}
