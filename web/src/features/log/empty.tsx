import { useEffect } from "react";
import { isRunning } from "~/lib/status";
import { why } from "~/lib/why";
import { EmptyNote } from "~/ui/notes";
import { useViewer } from "./viewer";

/** What there is to say where there is no line. */
export function Empty() {
  const { task, session } = useViewer();
  // Nothing to look at, but for the first line.
  useEffect(() => session.log.look({ ranges: [], end: true }), [session]);
  if (isRunning(task)) {
    return (
      <EmptyNote title="No output yet.">
        <p>
          Programs often hold output back when they do not write to a terminal. Many have an option
          to write line by line, or do so when <code>stdbuf -oL</code> stands before the command.
        </p>
      </EmptyNote>
    );
  }
  if (task.started_at === null && task.finished_at === null) {
    const reason = why(task);
    return (
      <EmptyNote title="It has not started.">
        <p>
          {reason === null ? "Its output will be here." : `Its output will be here: it ${reason}.`}
        </p>
      </EmptyNote>
    );
  }
  return <EmptyNote title="This task wrote nothing." />;
}
