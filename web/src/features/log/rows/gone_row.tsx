import { counted, size } from "~/lib/size";
import type { Range } from "../lines/line";
import { useViewer } from "../viewer";
import { NoteRow } from "./note_row";

/** Stands for lines that the server dropped: they are gone for good. */
export function GoneRow({ from, to }: Range) {
  const { session, task } = useViewer();
  const isOnlyGap = session.log.cache.gone.all.length === 1;
  const bytes = task.log.dropped_bytes;
  return (
    <NoteRow>
      <strong>
        {counted(to - from + 1, "line")}
        {isOnlyGap && bytes > 0 && ` (${size(bytes)})`} dropped here.
      </strong>
      <span>The output was larger than the log limit: its beginning and its end are kept.</span>
    </NoteRow>
  );
}
