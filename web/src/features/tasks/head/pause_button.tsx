import { Button } from "@mantine/core";
import { IconPlayerPause, IconPlayerPlay } from "@tabler/icons-react";

/** Whoever reads slowly, or is distracted by what moves, makes it stand still. */
export function PauseButton({ isPaused, toggle }: { isPaused: boolean; toggle: () => void }) {
  const Icon = isPaused ? IconPlayerPlay : IconPlayerPause;
  return (
    <Button
      variant={isPaused ? "filled" : "default"}
      size="sm"
      leftSection={<Icon size={14} aria-hidden="true" />}
      onClick={toggle}
    >
      {isPaused ? "Resume" : "Pause"}
    </Button>
  );
}
