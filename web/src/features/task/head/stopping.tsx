import { Button } from "@mantine/core";
import { useState } from "react";
import { useActions } from "~/features/actions";
import type { Task } from "~/lib/api/types";
import { useNow } from "~/lib/now";
import { useRights } from "~/lib/session";
import { millis } from "~/lib/time";
import classes from "./stopping.module.css";

/** What is being done to end it, and how to end it now. */
export function Stopping({ task }: { task: Task }) {
  const { kill } = useActions();
  const may = useRights().control(task);
  const now = useNow();
  // Renaming it meanwhile changes the time of its last change.
  const [since] = useState(() => millis(task.updated_at));
  const [isKilled, setIsKilled] = useState(false);
  const leftS = Math.ceil((since + task.grace_ms - now) / 1000);
  const waits = leftS > 0 && !isKilled;
  return (
    <div className={classes.stopping}>
      <p role="status">
        {waits ? "Cancelling… SIGTERM sent." : "SIGKILL sent. It ends at any moment."}
      </p>
      {waits && <p className={classes.count}>SIGKILL in {leftS} s.</p>}
      {may && waits && (
        <Button
          size="compact-sm"
          color="danger"
          onClick={() => {
            setIsKilled(true);
            void kill(task);
          }}
        >
          Kill now
        </Button>
      )}
    </div>
  );
}
