import type { Task, TaskIn } from "./api/types";

/** What the server shows in place of a secret to whom it does not concern; it takes none back. */
export const MASK = "********";

/** What a command is given to end by itself, unless it or the server says otherwise. */
const GRACE_MS = 10_000;

/**
 * What to ask for to get another task like this one. What is as it would be anyway is left out,
 * as are its outside name and its date, which cannot be another's.
 */
export function definitionOf(task: Task): TaskIn {
  const wanted: TaskIn = {
    name: task.name,
    command: task.argv === null ? task.command : null,
    argv: task.argv,
    shell: task.shell,
    description: task.description,
    priority: task.priority === "normal" ? null : task.priority,
    tags: task.tags,
    cwd: task.cwd,
    env: task.env,
    umask: task.umask,
    nice: task.nice,
    timeout_ms: task.timeout_ms,
    grace_ms: task.grace_ms === GRACE_MS ? null : task.grace_ms,
    on_interrupt: task.on_interrupt === "fail" ? null : task.on_interrupt,
    checklist: task.checklist?.map(({ text }) => ({ text })) ?? null,
    after: task.after,
    after_policy: task.after_policy === "all_completed" ? null : task.after_policy,
    on_failure: task.on_failure,
  };
  return withoutBlanks(wanted);
}

/** Without the members that say nothing: null, and empty lists and objects. */
export function withoutBlanks(wanted: TaskIn): TaskIn {
  const said = Object.entries(wanted).filter(
    ([, value]) =>
      value !== null &&
      value !== undefined &&
      (typeof value !== "object" || Object.keys(value).length > 0),
  );
  return Object.fromEntries(said);
}
