import { Button } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import classes from "./toast.module.css";

const UNDO_MS = 8_000;

export interface Undo {
  label?: string;
  run: () => void;
}

// What can be taken back now, the last one at the end.
const undoable: (() => void)[] = [];

/** Says what was done, and lets it be undone for eight seconds where it can be. */
export function told(message: string, undo?: Undo): void {
  const run = () => {
    notifications.hide(id);
    undo?.run();
  };
  const forget = () => {
    const at = undoable.indexOf(run);
    if (at !== -1) undoable.splice(at, 1);
  };
  const id = notifications.show({
    message: undo ? (
      <span className={classes.line}>
        <span>{message}</span>
        <Button size="compact-xs" variant="default" onClick={run}>
          {undo.label ?? "Undo"}
        </Button>
      </span>
    ) : (
      message
    ),
    autoClose: undo ? UNDO_MS : 4_000,
    withBorder: true,
    role: "status",
    onClose: forget,
  });
  if (undo !== undefined && undo.label === undefined) undoable.push(run);
}

/** Takes back what was done last, while the page still offers that. */
export function undoLast(): void {
  const last = undoable.at(-1);
  if (last === undefined) told("There is nothing to undo");
  else last();
}

/** Says what did not work, and stays until it was read. */
export function failed(error: unknown): void {
  notifications.show({
    message: error instanceof Error ? error.message : String(error),
    color: "danger",
    autoClose: 10_000,
    withBorder: true,
    role: "alert",
  });
}
