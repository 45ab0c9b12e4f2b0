import { counted } from "~/lib/size";
import { NoteRow } from "./note_row";
import classes from "./rows.module.css";

/** Stands for lines that do not match. */
export function BetweenRow({ lines }: { lines: number }) {
  return (
    <tr className={classes.between}>
      <td>{counted(lines, "line")} between</td>
    </tr>
  );
}

/** Stands for lines of which it is not known yet whether they match. */
export function UnknownRow() {
  return <NoteRow>Looking for more…</NoteRow>;
}
