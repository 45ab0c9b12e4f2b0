import type { Asked } from "~/features/create";
import { Chip } from "~/ui/chip";
import classes from "./task_row.module.css";

/** A task that the server was asked for and has not made yet. */
export function AskedRow({ asked }: { asked: Asked }) {
  return (
    <tr className={classes.row}>
      <td className={classes.check} />
      <td className={classes.state}>
        <Chip>Creating</Chip>
      </td>
      <th scope="row" className={classes.what}>
        <div className={classes.line}>
          <span className={classes.name}>{asked.wanted.name ?? "New task"}</span>
        </div>
        <div className={classes.output}>{asked.wanted.command}</div>
      </th>
      <td className={classes.started} />
      <td className={classes.duration} />
      <td className={classes.by} />
      <td className={classes.actions} />
    </tr>
  );
}
