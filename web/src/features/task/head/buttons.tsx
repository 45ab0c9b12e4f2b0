import { ActionIcon, Button, Tooltip } from "@mantine/core";
import { IconEdit, IconLink, IconPlayerStop, IconRefresh } from "@tabler/icons-react";
import { useEffect, useRef, useState } from "react";
import { Link } from "wouter";
import { PrimaryAction, TaskMenu, useActions } from "~/features/actions";
import { NotifyMe } from "~/features/outcome";
import type { Task } from "~/lib/api/types";
import { useRights } from "~/lib/session";
import { isFinal } from "~/lib/status";
import { KeyHint } from "~/ui/key_hint";
import { catchFocus, pageHeading } from "~/ui/lost_focus";
import { useRerun } from "../rerun";
import { copyLink, copyPath } from "../task_keys";
import classes from "./head.module.css";

/** What can be done with it, by who may. */
export function Buttons({ task }: { task: Task }) {
  const rights = useRights();
  const isOver = isFinal(task);
  return (
    <div className={classes.buttons}>
      {task.kind === "person" ? <PrimaryAction task={task} /> : <Main task={task} />}
      {isOver && task.kind === "command" && rights.create && (
        <Button
          component={Link}
          href={copyPath(task)}
          className={classes.again}
          variant="default"
          leftSection={<IconEdit size={16} aria-hidden="true" />}
          rightSection={<KeyHint keys="Shift+R" />}
        >
          Re-run with changes
        </Button>
      )}
      {!isOver && <NotifyMe task={task} />}
      <Tooltip
        label={
          <>
            Copy link <KeyHint keys="y" />
          </>
        }
      >
        <ActionIcon
          variant="default"
          size={30}
          aria-label="Copy link"
          onClick={() => void copyLink(task)}
        >
          <IconLink size={16} />
        </ActionIcon>
      </Tooltip>
      <TaskMenu task={task} />
    </div>
  );
}

/** Cancel, and in the same place Re-run once it has ended. */
function Main({ task }: { task: Task }) {
  const { cancel } = useActions();
  const rerun = useRerun();
  const [isBusy, setIsBusy] = useState(false);
  const rights = useRights();
  const isThere = rights.control(task) && task.status !== "cancelling";
  const wasPressed = useRef(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: it loses the focus busy, and gone
  useEffect(() => {
    if (wasPressed.current) catchFocus(pageHeading());
  }, [isThere, isBusy]);
  if (!isThere) return null;
  const isOver = isFinal(task);
  const Icon = isOver ? IconRefresh : IconPlayerStop;
  async function act() {
    wasPressed.current = true;
    setIsBusy(true);
    await (isOver ? rerun(task) : cancel(task));
    setIsBusy(false);
  }
  return (
    <Button
      variant={isOver ? "light" : "default"}
      loading={isBusy}
      leftSection={<Icon size={16} aria-hidden="true" />}
      rightSection={<KeyHint keys={isOver ? "r" : "c"} />}
      onClick={() => void act()}
    >
      {isOver ? "Re-run" : "Cancel"}
    </Button>
  );
}
