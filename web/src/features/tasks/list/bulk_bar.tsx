import { Button } from "@mantine/core";
import { useMemo, useRef, useState } from "react";
import { type BulkAction, doToMany } from "~/features/actions";
import type { Task } from "~/lib/api/types";
import { useKeys } from "~/lib/keys";
import { type Rights, useRights } from "~/lib/session";
import { count, counted } from "~/lib/size";
import { isFinal } from "~/lib/status";
import { isFocusLost } from "~/ui/lost_focus";
import { meaningOf } from "../filter/meaning";
import { useMatching } from "../use_matching";
import classes from "./bulk_bar.module.css";
import type { Wanted } from "./list_query";
import type { Selection } from "./selection";

interface Props {
  tasks: readonly Task[];
  selection: Selection;
  wanted: Wanted;
  /** Takes the focus back to the list: the bar goes. */
  leave: () => void;
}

interface Verb {
  action: BulkAction;
  label: string;
  /** Which of the selected tasks it is for. */
  fits: (task: Task, rights: Rights) => boolean;
}

const VERBS: readonly Verb[] = [
  {
    action: "cancel",
    label: "Cancel",
    fits: (task, rights) => !isFinal(task) && rights.control(task),
  },
  {
    action: "rerun",
    label: "Re-run",
    fits: (task, rights) => task.kind === "command" && isFinal(task) && rights.control(task),
  },
  {
    action: "assign",
    label: "Assign",
    fits: (task, rights) => task.kind === "person" && !isFinal(task) && rights.assign(task),
  },
  {
    action: "delete",
    label: "Delete",
    fits: (task, rights) => isFinal(task) && rights.control(task),
  },
];

/** What can be done with all that are selected. */
export function BulkBar({ tasks, selection, wanted, leave }: Props) {
  const rights = useRights();
  const matching = useMatching(wanted.text);
  const [isAll, setAll] = useState(false);
  const bar = useRef<HTMLElement>(null);
  const selected = useMemo(
    () => tasks.filter((task) => selection.ids.has(task.id)),
    [tasks, selection.ids],
  );
  const isOpen = selected.length > 0;
  useKeys(
    "Selection",
    isOpen ? [{ keys: "Escape", label: "Select none", run: selection.clear }] : [],
  );
  if (!isOpen) return null;

  const { filter } = meaningOf(wanted.text, { now: Date.now(), people: wanted.people });
  // "All that match" is offered where there is something that they match.
  const isFiltered = Object.keys(filter).length > 0;
  const all = isFiltered && matching !== undefined && matching > selected.length;
  const acts = all && isAll;

  async function run({ action, fits }: Verb): Promise<void> {
    const ids = selected.filter((task) => fits(task, rights)).map((task) => task.id);
    const tried = acts
      ? await doToMany(action, { filter }, matching)
      : await doToMany(action, { ids }, ids.length);
    if (!tried) return;
    setAll(false);
    close();
  }

  function close(): void {
    selection.clear();
    // Meanwhile they may have gone elsewhere.
    if (isFocusLost() || bar.current?.contains(document.activeElement)) leave();
  }

  return (
    <section ref={bar} className={classes.bar} aria-label="Selected tasks">
      <span className={classes.count}>
        {acts ? `All ${count(matching)} that match` : `${count(selected.length)} selected`}
      </span>
      {VERBS.map((verb) => {
        const fitting = selected.filter((task) => verb.fits(task, rights)).length;
        const part = !acts && fitting < selected.length ? ` ${count(fitting)}` : "";
        return (
          <Button
            key={verb.action}
            variant="default"
            disabled={!acts && fitting === 0}
            onClick={() => void run(verb)}
          >
            {verb.label}
            {fitting > 0 && part}
          </Button>
        );
      })}
      {all && (
        <Button variant="subtle" onClick={() => setAll(!isAll)}>
          {acts ? "Only those selected" : `Act on all ${counted(matching, "task")} that match`}
        </Button>
      )}
      <Button variant="subtle" color="gray" className={classes.clear} onClick={close}>
        Select none
      </Button>
    </section>
  );
}
