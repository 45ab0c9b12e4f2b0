import type { Kind, Priority, Task } from "~/lib/api/types";
import { definitionOf, MASK } from "~/lib/definition";
import { argumentsText } from "./arguments";
import { durationText } from "./duration_text";

export interface Variable {
  name: string;
  value: string;
  /** The server does not show it to whoever copies the task. */
  isHidden?: boolean;
}

/** A task as it is written in the form: what is not said is empty. */
export interface FormDraft {
  kind: Kind;
  name: string;
  command: string;
  /** Run without a shell: `command` holds an argument a line then. */
  isArgv: boolean;
  shell: string;
  cwd: string;
  env: Variable[];
  umask: string;
  nice: string;
  timeout: string;
  grace: string;
  retries: boolean;
  priority: Priority;
  tags: string[];
  externalId: string;
  /** Ids, each with or without "#", apart by blanks or commas. */
  after: string;
  afterAnyEnd: boolean;
  followUp: boolean;
  followUpName: string;
  followUpFor: string | null;
  deadline: string | null;
  /** A step a line. */
  checklist: string;
  assignedTo: string | null;
  description: string;
}

export const EMPTY: FormDraft = {
  kind: "command",
  name: "",
  command: "",
  isArgv: false,
  shell: "",
  cwd: "",
  env: [],
  umask: "",
  nice: "",
  timeout: "",
  grace: "",
  retries: false,
  priority: "normal",
  tags: [],
  externalId: "",
  after: "",
  afterAnyEnd: false,
  followUp: false,
  followUpName: "",
  followUpFor: null,
  deadline: null,
  checklist: "",
  assignedTo: null,
  description: "",
};

/** The form filled in so that it makes another task like this one. */
export function draftOf(task: Task): FormDraft {
  const same = definitionOf(task);
  return {
    ...EMPTY,
    kind: task.kind,
    name: task.name,
    command: same.argv ? argumentsText(same.argv) : (same.command ?? ""),
    isArgv: task.argv !== null,
    shell: same.shell ?? "",
    cwd: same.cwd ?? "",
    env: Object.entries(same.env ?? {}).map(variable),
    umask: task.umask ?? "",
    nice: same.nice?.toString() ?? "",
    timeout: same.timeout_ms == null ? "" : durationText(same.timeout_ms),
    grace: same.grace_ms == null ? "" : durationText(same.grace_ms),
    retries: task.on_interrupt === "retry",
    priority: task.priority,
    tags: task.tags,
    after: (same.after ?? []).map((id) => `#${id}`).join(" "),
    afterAnyEnd: task.after_policy === "any_end",
    followUp: task.on_failure !== null,
    followUpName: task.on_failure?.name ?? "",
    followUpFor: task.on_failure?.assign_to ?? null,
    checklist: (same.checklist ?? []).map((step) => step.text).join("\n"),
    description: task.description ?? "",
  };
}

function variable([name, value]: [string, string]): Variable {
  return value === MASK ? { name, value: "", isHidden: true } : { name, value };
}
