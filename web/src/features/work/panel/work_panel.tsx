import { Button } from "@mantine/core";
import { useEffect, useRef } from "react";
import { useActions } from "~/features/actions";
import type { Task } from "~/lib/api/types";
import { useNow } from "~/lib/now";
import { useRights } from "~/lib/session";
import { relative } from "~/lib/time";
import { Callout } from "~/ui/callout";
import { Checklist } from "../checklist/checklist";
import { Comments } from "../comments/comments";
import { isExpired } from "../due/due_words";
import { focusSoon } from "../focus";
import { useWorkKeys } from "../use_work_keys";
import { Description } from "./description";
import { Facts } from "./facts";
import { Linked } from "./linked";
import classes from "./panel.module.css";

interface Props {
  task: Task;
  /** Begin where one writes a comment. */
  comments?: boolean;
}

/** A person's task: what is to be done, by whom and when, and what people say about it. */
export function WorkPanel({ task, comments = false }: Props) {
  const field = useRef<HTMLTextAreaElement>(null);
  useWorkKeys("Person's task", { find: () => task, comment: () => field.current?.focus() });
  useEffect(() => {
    if (comments) focusSoon(field);
  }, [comments]);
  return (
    <div className={classes.panel}>
      {isExpired(task) && <Expired task={task} />}
      <Facts task={task} />
      <Description task={task} />
      <Checklist task={task} />
      <Linked task={task} />
      <Comments task={task} field={field} />
    </div>
  );
}

function Expired({ task }: { task: Task }) {
  const now = useNow(15_000);
  const actions = useActions();
  const mayReopen = useRights().assign(task);
  return (
    <Callout tone="failed" title={`Expired ${relative(task.deadline ?? task.updated_at, now)}`}>
      {mayReopen ? (
        <Button className={classes.reopen ?? ""} onClick={() => void actions.reopen(task)}>
          Reopen with new deadline
        </Button>
      ) : (
        <p>Who made it, or an operator, can reopen it with a new deadline.</p>
      )}
    </Callout>
  );
}
