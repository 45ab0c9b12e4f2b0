import { Button } from "@mantine/core";
import { useState } from "react";
import { useActions } from "~/features/actions";
import type { Task } from "~/lib/api/types";
import { useRights } from "~/lib/session";
import { KeyHint } from "~/ui/key_hint";
import { isExpired } from "../due/due_words";
import { mayOf } from "../may";
import classes from "./row.module.css";

/** The one thing that is next, where one may do it. */
export function RowAction({ task, now }: { task: Task; now: number }) {
  const actions = useActions();
  const may = mayOf(task, useRights(), now);
  if (may.complete) return <Do label="Complete" keys="e" task={task} run={actions.complete} />;
  if (may.take) return <Do label="Take it" keys="i" task={task} run={actions.claim} />;
  if (!may.reopen) return <span className={classes.action} />;
  const how = isExpired(task) ? " with new deadline" : "";
  return <Do label="Reopen" how={how} task={task} run={(one) => actions.reopen(one)} />;
}

interface Props {
  label: string;
  /** Said where there is room. */
  how?: string;
  keys?: string;
  task: Task;
  run: (task: Task) => Promise<void>;
}

function Do({ label, how = "", keys, task, run }: Props) {
  const [isBusy, setIsBusy] = useState(false);
  return (
    <span className={classes.action}>
      <Button
        variant="default"
        loading={isBusy}
        rightSection={keys === undefined ? null : <KeyHint keys={keys} />}
        classNames={{ root: classes.do ?? "", section: classes.hint ?? "" }}
        onClick={() => {
          setIsBusy(true);
          void run(task).finally(() => setIsBusy(false));
        }}
      >
        {label}
        <span className={classes.how}>{how}</span>
        <span className="ty-unseen">
          {" "}
          #{task.id} {task.name}
        </span>
      </Button>
    </span>
  );
}
