import type { Task } from "~/lib/api/types";
import { signalName } from "~/lib/signals";
import { counted, size } from "~/lib/size";
import { duration, exactly, type Zone } from "~/lib/time";

/** A member of a task, told. Without a value it is as it always is, and `otherwise` says how. */
export interface Field {
  name: string;
  value: string | null;
  otherwise?: string;
  /** It is for machines: written in their letters. */
  isCode?: boolean;
}

export interface Section {
  title: string;
  fields: Field[];
}

export function sectionsOf(task: Task, zone: Zone): Section[] {
  const sections = [
    ...(task.kind === "command" ? [run(task), limits(task)] : []),
    outcome(task),
    people(task, zone),
    times(task, zone),
    identity(task),
  ];
  return sections
    .map(({ title, fields }) => ({ title, fields: fields.filter(hasSomethingToSay) }))
    .filter(({ fields }) => fields.length > 0);
}

function hasSomethingToSay({ value, otherwise }: Field): boolean {
  return (value !== null && value !== "") || otherwise !== undefined;
}

function run(task: Task): Section {
  return {
    title: "What runs",
    fields: [
      { name: "Command", value: task.command, isCode: true },
      {
        name: "Program",
        value: task.argv && JSON.stringify(task.argv),
        isCode: true,
      },
      {
        name: "Shell",
        value: task.shell,
        otherwise: task.argv ? "none: the program is run as it is" : "the server's",
        isCode: true,
      },
      { name: "Directory", value: task.cwd, otherwise: "the server's", isCode: true },
      { name: "Umask", value: task.umask, otherwise: "the server's", isCode: true },
      { name: "Nice", value: told(task.nice), otherwise: "the server's" },
    ],
  };
}

function limits(task: Task): Section {
  return {
    title: "Limits",
    fields: [
      { name: "Time limit", value: lasting(task.timeout_ms), otherwise: "none" },
      { name: "SIGKILL after", value: lasting(task.grace_ms) },
      {
        name: "If the server dies",
        value: task.on_interrupt === "retry" ? "it runs again" : "it has failed",
      },
      { name: "Attempts", value: `${task.attempt} of ${task.max_attempts}` },
    ],
  };
}

function outcome(task: Task): Section {
  const { log, usage } = task;
  const lines = `${counted(log.lines, "line")}, ${size(log.bytes)}`;
  return {
    title: "What came of it",
    fields: [
      { name: "Status", value: task.status, isCode: true },
      { name: "Reason", value: task.reason, isCode: true },
      { name: "In words", value: task.reason_text },
      { name: "Exit code", value: told(task.exit_code) },
      { name: "Signal", value: task.signal === null ? null : signalName(task.signal) },
      { name: "Waited", value: lasting(task.wait_ms) },
      { name: "Ran", value: lasting(task.duration_ms) },
      { name: "CPU time", value: usage && duration(usage.cpu_ms) },
      { name: "Memory, most", value: usage && size(usage.rss_peak_bytes) },
      { name: "Output", value: task.kind === "command" ? lines : null },
      { name: "Output not kept", value: log.dropped_bytes > 0 ? size(log.dropped_bytes) : null },
    ],
  };
}

function people(task: Task, zone: Zone): Section {
  return {
    title: "Whose it is",
    fields: [
      { name: "Created by", value: task.created_by?.name ?? null },
      { name: "Source", value: task.source },
      { name: "Assigned to", value: task.assigned_to?.name ?? null },
      { name: "Deadline", value: at(task.deadline, zone) },
      { name: "Priority", value: task.priority },
      { name: "Tags", value: task.tags.join(", ") },
    ],
  };
}

function times(task: Task, zone: Zone): Section {
  return {
    title: "When",
    fields: [
      { name: "Created", value: at(task.created_at, zone) },
      { name: "Queued", value: at(task.queued_at, zone) },
      { name: "Started", value: at(task.started_at, zone) },
      { name: "Finished", value: at(task.finished_at, zone) },
      { name: "Last change", value: at(task.updated_at, zone) },
    ],
  };
}

function identity(task: Task): Section {
  return {
    title: "Where to find it",
    fields: [
      { name: "Number", value: task.id },
      { name: "External id", value: task.external_id, isCode: true },
      { name: "Version", value: String(task.version) },
      { name: "API", value: task.links.self, isCode: true },
      { name: "Output", value: task.kind === "command" ? task.links.logs : null, isCode: true },
    ],
  };
}

function told(value: number | null): string | null {
  return value === null ? null : String(value);
}

function lasting(ms: number | null): string | null {
  return ms === null ? null : duration(ms);
}

function at(moment: string | null, zone: Zone): string | null {
  return moment === null ? null : exactly(moment, zone);
}
