import { Button } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import classes from "./toast.module.css";

const UNDO_MS = 8_000;

export interface Undo {
  label?: string;
  run: () => void;
}

/** Says what was done, and lets it be undone for eight seconds where it can be. */
export function told(message: string, undo?: Undo): void {
  const id = notifications.show({
    message: undo ? (
      <span className={classes.line}>
        <span>{message}</span>
        <Button
          size="compact-xs"
          variant="default"
          onClick={() => {
            notifications.hide(id);
            undo.run();
          }}
        >
          {undo.label ?? "Undo"}
        </Button>
      </span>
    ) : (
      message
    ),
    autoClose: undo ? UNDO_MS : 4_000,
    withBorder: true,
    role: "status",
  });
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
