import { size } from "~/lib/size";
import type { Line } from "../lines/line";
import { SHOWN_CHARACTERS } from "../view/painter";
import { useViewer } from "../viewer";
import classes from "./rows.module.css";

/** The server cuts lines at 64 KiB, which is no fewer characters than this. */
const LEAST_CUT = 16_000;

export function isLong({ cut, text }: Line): boolean {
  return text.length > SHOWN_CHARACTERS || (cut && text.length >= LEAST_CUT);
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
