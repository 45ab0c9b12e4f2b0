import { Button } from "@mantine/core";
import type { Task } from "~/lib/api/types";
import { useRights } from "~/lib/session";
import { primaryOf } from "./primary";
import { useActions } from "./use_actions";
import { usePress } from "./use_press";

/** The one button of a task: always in the same place, whatever it is that can be done. */
export function PrimaryAction({ task, size = "xs" }: { task: Task; size?: "xs" | "sm" }) {
  const actions = useActions();
  const primary = primaryOf(task, useRights());
  const { isBusy, isUnread, press } = usePress(primary?.label, async () => {
    if (primary) await actions[primary.does](task);
  });
  if (primary === null) return null;
  return (
    <Button
      size={size}
      variant="default"
      loading={isBusy}
      aria-disabled={isUnread || undefined}
      aria-label={`${primary.label} #${task.id} ${task.name}`}
      onClick={press}
    >
      {primary.label}
    </Button>
  );
}
