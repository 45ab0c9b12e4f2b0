import { Button } from "@mantine/core";
import { useActions } from "~/features/actions";
import type { Task } from "~/lib/api/types";
import { useMe } from "~/lib/session";
import { isFinal } from "~/lib/status";
import { exactly } from "~/lib/time";
import { KeyHint } from "~/ui/key_hint";
import { StateChip } from "~/ui/state_icon";
import { useZone } from "~/ui/times";
import { PRIORITIES } from "../ask/priority_form";
import { useSettings } from "../ask/use_settings";
import { DueLabel } from "../due/due_label";
import type { May } from "../may";
import classes from "./panel.module.css";

interface Props {
  task: Task;
  may: May;
}

export function StateFact({ task }: Pick<Props, "task">) {
  const actions = useActions();
  return (
    <span className={classes.fact}>
      <StateChip task={task} />
      <Do label="Start" keys="s" run={() => actions.start(task)} />
    </span>
  );
}

export function ForFact({ task, may }: Props) {
  const me = useMe();
  const actions = useActions();
  const person = task.assigned_to;
  return (
    <span className={classes.fact}>
      <span>{person === null ? "nobody yet" : person.name}</span>
      {person?.id === me.id && <span className="ty-muted">(me)</span>}
      {may.assign && (
        <Do
          label={person === null ? "Assign" : "Reassign"}
          keys="a"
          run={() => actions.assign(task)}
        />
      )}
      {may.unassign && <Do label="Return to unassigned" run={() => actions.unassign(task)} />}
    </span>
  );
}

export function DueFact({ task, may, now }: Props & { now: number }) {
  const zone = useZone();
  const settings = useSettings();
  const { deadline } = task;
  return (
    <span className={classes.fact}>
      {deadline === null && <span className="ty-muted">none</span>}
      {!isFinal(task) && <DueLabel task={task} now={now} />}
      {may.setDue && (
        <Do
          label={deadline === null ? "Set" : "Change"}
          what="the deadline"
          keys="d"
          run={() => settings.due(task)}
        />
      )}
      {deadline !== null && <span className={classes.exact}>{toTheMinute(deadline, zone)}</span>}
    </span>
  );
}

function toTheMinute(at: string, zone: "local" | "utc"): string {
  return exactly(at, zone).replace(/:\d\d\.\d+/, "");
}

export function PriorityFact({ task, may }: Props) {
  const settings = useSettings();
  return (
    <span className={classes.fact}>
      <span>{PRIORITIES[task.priority]}</span>
      {may.setPriority && (
        <Do label="Change" what="the priority" keys="p" run={() => settings.priority(task)} />
      )}
    </span>
  );
}

interface DoProps {
  label: string;
  /** Of what it is, for whom its line is not seen. */
  what?: string;
  keys?: string;
  run: () => unknown;
}

function Do({ label, what, keys, run }: DoProps) {
  return (
    <Button
      size="compact-xs"
      variant="subtle"
      rightSection={keys === undefined ? null : <KeyHint keys={keys} />}
      onClick={() => void run()}
    >
      {label}
      {what !== undefined && <span className="ty-unseen"> {what}</span>}
    </Button>
  );
}
