import { size } from "~/lib/size";
import { told } from "~/ui/toast";
import { copyLines, copySelected, MOST_COPIED } from "../take/copy";
import type { Beside } from "../take/lines_text";
import { useViewer } from "../viewer";
import { downloadUrl } from "./downloads";

/** Copies what is selected; where nothing is, all of a log that is not too large for that. */
export function useCopyLog(): (beside: Beside) => void {
  const { session, task } = useViewer();
  return (beside) => {
    const selected = session.selected.get();
    const failed = (error: unknown) =>
      told(error instanceof Error ? error.message : "The log could not be read");
    if (selected !== null) {
      copySelected(session, selected, beside).catch(failed);
    } else if (task.log.bytes > MOST_COPIED) {
      told(`The log is ${size(task.log.bytes)}, too much to copy`, {
        label: "Download Logs",
        run: () => window.location.assign(downloadUrl(task.id)),
      });
    } else {
      copyLines(session, { from: 1, to: session.log.total }, beside).catch(failed);
    }
  };
}
