import { size } from "~/lib/size";
import type { Line } from "../lines/line";
import { SHOWN_CHARACTERS } from "../view/painter";
import { useViewer } from "../viewer";
import classes from "./rows.module.css";

export function isLong(line: Line): boolean {
  return line.cut || line.text.length > SHOWN_CHARACTERS;
}

/** What stands where a long line was cut: asks for the rest of it. */
export function LongLine({ line }: { line: Line }) {
  const { session } = useViewer();
  const length = size(line.text.length);
  return (
    <button type="button" className={classes.more} onClick={() => session.long.set(line.n)}>
      … show all{line.cut ? ` (more than ${length})` : ` ${length}`}
    </button>
  );
}
