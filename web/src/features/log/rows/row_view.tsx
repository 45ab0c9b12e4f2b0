import { count } from "~/lib/size";
import type { LogLook } from "../use_look";
import type { Row } from "../view/rows";
import { useViewer } from "../viewer";
import { LineRow } from "./line_row";
import classes from "./rows.module.css";

const NOTHING = [] as const;

/** One row of the log, whatever it is. */
export function RowView({ row, look, time }: { row: Row; look: LogLook; time: string | null }) {
  const { log, painter, task } = useViewer();
  switch (row.kind) {
    case "line":
      return (
        <LineRow
          n={row.from}
          line={log.line(row.from)}
          runs={painter.runs(row.from) ?? NOTHING}
          time={time}
          isPicked={false}
          isCurrent={false}
          inks={look.inks}
          path={`/tasks/${task.id}/logs`}
        />
      );
    case "gone":
      return (
        <Note>
          {count(row.to - row.from + 1)} lines were dropped here: the log limit keeps the beginning
          and the end.
        </Note>
      );
    default:
      return <Note>{row.kind}</Note>;
  }
}

function Note({ children }: { children: React.ReactNode }) {
  return (
    <tr className={classes.note}>
      <td>{children}</td>
    </tr>
  );
}
