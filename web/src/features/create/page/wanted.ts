import type { Fault } from "~/lib/api/problem";
import type { TaskIn } from "~/lib/api/types";
import { withoutBlanks } from "~/lib/definition";
import { suggestedName } from "../suggested_name";
import { argumentsOf } from "./arguments";
import { millisOf } from "./duration_text";
import type { FormDraft } from "./form_draft";

export interface Wanted {
  /** What the server is asked for. */
  task: TaskIn;
  /** What cannot even be asked for; the server checks everything else. */
  faults: Fault[];
}

export function wantedOf(draft: FormDraft): Wanted {
  const faults: Fault[] = [];
  const fault = (pointer: string, detail: string) => {
    faults.push({ pointer, code: "invalid", detail });
    return null;
  };
  const common: TaskIn = {
    name: said(draft.name),
    description: said(draft.description),
    priority: draft.priority === "normal" ? null : draft.priority,
    tags: draft.tags,
    external_id: said(draft.externalId),
    deadline: draft.deadline,
  };
  const task =
    draft.kind === "person"
      ? { ...common, ...ofPerson(draft, fault) }
      : { ...common, ...ofCommand(draft, fault) };
  return { task: withoutBlanks(task), faults };
}

type Fail = (pointer: string, detail: string) => null;

function ofPerson(draft: FormDraft, fault: Fail): TaskIn {
  if (draft.name.trim() === "") fault("/name", "Say what there is to do.");
  return {
    assigned_to: draft.assignedTo,
    checklist: linesOf(draft.checklist).map((text) => ({ text })),
  };
}

function ofCommand(draft: FormDraft, fault: Fail): TaskIn {
  const argv = draft.isArgv ? argumentsOf(draft.command) : null;
  if (draft.command.trim() === "") fault("/command", "Say what is to be run.");
  return {
    name: said(draft.name) ?? (argv === null ? suggestedName(draft.command) : null) ?? null,
    command: argv === null ? draft.command : null,
    argv,
    shell: draft.isArgv ? null : said(draft.shell),
    cwd: said(draft.cwd),
    env: environment(draft, fault),
    umask: said(draft.umask),
    nice: whole(draft.nice, () => fault("/nice", "Write a whole number from 0 to 19.")),
    timeout_ms: duration(draft.timeout, () => fault("/timeout_ms", NO_DURATION)),
    grace_ms: duration(draft.grace, () => fault("/grace_ms", NO_DURATION)),
    on_interrupt: draft.retries ? "retry" : null,
    after: ids(draft.after, (word) => fault("/after", `“${word}” is no task: write #12 #14.`)),
    after_policy: draft.after.trim() !== "" && draft.afterAnyEnd ? "any_end" : null,
    on_failure: draft.followUp
      ? { name: said(draft.followUpName), assign_to: draft.followUpFor }
      : null,
  };
}

const NO_DURATION = "Write a time such as 90s, 10m or 1h 30m.";

function environment({ env }: FormDraft, fault: Fail): Record<string, string> {
  const given = env.filter(({ name, value }) => name.trim() !== "" || value !== "");
  for (const [i, { name, value, isHidden }] of given.entries()) {
    if (name.trim() === "") fault("/env", `The variable with the value “${value}” has no name.`);
    else if (!/^[A-Za-z_]\w*$/.test(name.trim()))
      fault(`/env/${name.trim()}`, "A name has letters, digits and _, and begins with no digit.");
    else if (given.slice(0, i).some((other) => other.name.trim() === name.trim()))
      fault(`/env/${name.trim()}`, "This variable is there twice.");
    else if (isHidden && value === "")
      fault(`/env/${name.trim()}`, "Its value is hidden from you: type it, or remove it.");
  }
  return Object.fromEntries(given.map(({ name, value }) => [name.trim(), value]));
}

function duration(text: string, fault: () => null): number | null {
  return text.trim() === "" ? null : (millisOf(text) ?? fault());
}

function whole(text: string, fault: () => null): number | null {
  if (text.trim() === "") return null;
  return /^\d+$/.test(text.trim()) ? Number(text) : fault();
}

function ids(text: string, fault: (word: string) => null): string[] {
  const words = text.split(/[\s,]+/).filter((word) => word !== "");
  const wrong = words.find((word) => !/^#?[1-9]\d*$/.test(word));
  if (wrong !== undefined) fault(wrong);
  return words.map((word) => word.replace("#", ""));
}

function linesOf(text: string): string[] {
  return text.split("\n").filter((line) => line.trim() !== "");
}

function said(text: string): string | null {
  return text.trim() === "" ? null : text.trim();
}
