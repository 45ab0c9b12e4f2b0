import { Button } from "@mantine/core";
import { useEffect, useState } from "react";
import { isFinal } from "~/lib/status";
import { endingOf } from "../ending";
import { goTo } from "../use_picked";
import { useViewer } from "../viewer";
import { NoteRow } from "./note_row";

/** The end of the log, with how the task ended. */
export function EndRow() {
  const { task, session } = useViewer();
  const error = useFirstError();
  return (
    <NoteRow>
      <span>{isFinal(task) ? endingOf(task) : "This is all so far."}</span>
      {error !== null && (
        <Button size="compact-xs" variant="default" onClick={() => goTo(session, error)}>
          Jump to first error: line {error}
        </Button>
      )}
    </NoteRow>
  );
}

/** The first line of stderr of a task that failed; null when there is none. */
function useFirstError(): number | null {
  const { task, session } = useViewer();
  const [line, setLine] = useState<number | null>(null);
  const failed = task.status === "failed" && task.log.lines > 0;
  useEffect(() => {
    if (!failed) return;
    let isStale = false;
    const { kinds, log } = session;
    void kinds
      .of("stderr")
      .find(1, 1, log.total)
      .then((found) => !isStale && setLine(found))
      .catch(() => undefined); // the log itself says when the server cannot be reached
    return () => {
      isStale = true;
    };
  }, [failed, session]);
  return line;
}
