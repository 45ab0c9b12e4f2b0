import { IconArrowDown } from "@tabler/icons-react";
import { count, counted } from "~/lib/size";
import { KeyHint } from "~/ui/key_hint";
import classes from "./log_view.module.css";
import { END } from "./scroll/place";
import { useStore } from "./store";
import { useLogVersion, useReading, useViewer } from "./viewer";

/** The way back to the end, with what was written there meanwhile. */
export function Pill() {
  const { session } = useViewer();
  const { log, reader } = session;
  const { place, seen } = useReading();
  useLogVersion();
  const endInSight = useStore(session.endInSight);
  if (place === END || log.total === 0 || (log.final && endInSight)) return null;
  const lines = seen === null ? 0 : log.total - seen.total;
  const errors = seen === null ? 0 : log.errors - seen.errors;
  return (
    <button type="button" className={classes.pill} onClick={() => reader.act({ do: "follow" })}>
      <IconArrowDown size={14} aria-hidden="true" />
      {log.final ? "Jump to the end" : "Jump to live"}
      {!log.final && lines > 0 && ` – ${counted(lines, "new line")}`}
      {!log.final && errors > 0 && `, ${count(errors)} on stderr`}
      <KeyHint keys="G" />
    </button>
  );
}
