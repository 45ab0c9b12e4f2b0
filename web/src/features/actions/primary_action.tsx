import { Button } from "@mantine/core";
import type { Task } from "~/lib/api/types";
import { useRights } from "~/lib/session";
import { useBusy } from "./busy";
import { primaryOf } from "./primary";
import { useActions } from "./use_actions";

/** The one button of a task: always in the same place, whatever it is that can be done. */
export function PrimaryAction({ task, size = "xs" }: { task: Task; size?: "xs" | "sm" }) {
  const actions = useActions();
  const [busy, run] = useBusy();
  const primary = primaryOf(task, useRights());
  if (primary === null) return null;
  const { label, does } = primary;
  return (
    <Button
      size={size}
      variant="default"
      loading={busy}
      aria-label={`${label} #${task.id} ${task.name}`}
      onClick={() => run(() => actions[does](task))}
    >
      {label}
    </Button>
  );
}
