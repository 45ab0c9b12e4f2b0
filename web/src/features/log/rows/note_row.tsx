import type { ReactNode } from "react";
import classes from "./rows.module.css";

/** Something the page says between lines of the log. */
export function NoteRow({ children }: { children: ReactNode }) {
  return (
    <tr className={classes.note}>
      <td>
        <div className={classes.said}>{children}</div>
      </td>
    </tr>
  );
}
