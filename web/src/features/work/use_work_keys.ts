import { useActions } from "~/features/actions";
import type { Task } from "~/lib/api/types";
import { type Binding, useKeys } from "~/lib/keys";
import { useRights } from "~/lib/session";
import { told } from "~/ui/toast";
import { useSettings } from "./ask/use_settings";
import { type May, mayOf } from "./may";

export type Verb = Exclude<keyof May, "unassign" | "reopen">;

interface Step {
  keys: string;
  label: string;
  does: Verb;
  /** Why it cannot be done, where that is not plain to see. */
  otherwise: string;
}

const STEPS: readonly Step[] = [
  { keys: "e", label: "Complete", does: "complete", otherwise: "This cannot be completed now" },
  { keys: "i", label: "Take it", does: "take", otherwise: "Only what nobody has can be taken" },
  { keys: "s", label: "Start", does: "start", otherwise: "Only what is to do can be started" },
  {
    keys: "a",
    label: "Assign",
    does: "assign",
    otherwise: "Only who made it, or an operator, can assign it while it is open",
  },
  {
    keys: "d",
    label: "Set the deadline",
    does: "setDue",
    otherwise: "Only who made it, or an operator, can set its deadline while it is open",
  },
  {
    keys: "p",
    label: "Set the priority",
    does: "setPriority",
    otherwise: "Only who made it, or an operator, can set its priority",
  },
  {
    keys: "m",
    label: "Comment",
    does: "comment",
    otherwise: "Only who works on it can comment it",
  },
];

interface Where {
  /** The task that is meant just now. */
  find: () => Task | undefined;
  comment: (task: Task) => void;
  before?: (verb: Verb) => void;
}

/** The keys of a person's task. */
export function useWorkKeys(name: string, { find, comment, before }: Where): void {
  const actions = useActions();
  const settings = useSettings();
  const rights = useRights();
  const verbs: Record<Verb, (task: Task) => unknown> = {
    complete: actions.complete,
    take: actions.claim,
    start: actions.start,
    assign: (task) => actions.assign(task),
    setDue: settings.due,
    setPriority: settings.priority,
    comment,
  };
  const bindings: Binding[] = STEPS.map(({ keys, label, does, otherwise }) => ({
    keys,
    label,
    run() {
      const task = find();
      if (task === undefined) return;
      if (!mayOf(task, rights, Date.now())[does]) return told(otherwise);
      before?.(does);
      verbs[does](task);
    },
  }));
  useKeys(name, bindings);
}
