import { Button, Tooltip } from "@mantine/core";
import { IconBell, IconBellRinging } from "@tabler/icons-react";
import type { Task } from "~/lib/api/types";
import { prefs } from "~/lib/prefs";
import { told } from "~/ui/toast";
import { unwant, useIsWanted, want } from "./wanted";

/**
 * Whether this browser lets a page tell something while nobody looks at it. Those of Android let
 * only service workers, of which there is none.
 */
const CAN_NOTIFY =
  window.isSecureContext &&
  typeof Notification !== "undefined" &&
  "locks" in navigator &&
  !/Android/.test(navigator.userAgent);

const REFUSED =
  "The browser keeps this page from notifying you. Allow it beside the page's address.";

/** Tells of the end of a task when the window is hidden; asks for leave only when it is pressed. */
export function NotifyMe({ task }: { task: Task }) {
  const isWanted = useIsWanted(task.id);
  if (!CAN_NOTIFY) return null;
  async function toggle() {
    if (isWanted) return unwant(task.id);
    if ((await Notification.requestPermission()) !== "granted") return told(REFUSED);
    want(task.id);
    offerSound();
  }
  const Icon = isWanted ? IconBellRinging : IconBell;
  return (
    <Tooltip
      label={
        isWanted
          ? "You will be told when it ends. Press to change your mind."
          : "Tells you when it ends, also while you look at something else"
      }
    >
      <Button
        variant={isWanted ? "light" : "default"}
        aria-pressed={isWanted}
        leftSection={<Icon size={16} aria-hidden="true" />}
        onClick={() => void toggle()}
      >
        Notify me
      </Button>
    </Tooltip>
  );
}

function offerSound(): void {
  const isOn = prefs.sound.get();
  told(`You will be told when it ends${isOn ? ", with a sound" : ""}.`, {
    label: isOn ? "Without a sound" : "With a sound",
    run: () => prefs.sound.set(!isOn),
  });
}
