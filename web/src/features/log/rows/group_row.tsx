import { IconChevronDown, IconChevronRight } from "@tabler/icons-react";
import { memo } from "react";
import { counted } from "~/lib/size";
import { duration } from "~/lib/time";
import type { Group } from "../folds/groups";
import { useViewer } from "../viewer";
import { NumberCell } from "./number_cell";
import classes from "./rows.module.css";

interface Props {
  group: Group;
  isFolded: boolean;
  isPicked: boolean;
  time: string | null;
  path: string;
}

/** The heading of a group of lines: folds and unfolds them. */
export const GroupRow = memo(function GroupRow({ group, isFolded, isPicked, time, path }: Props) {
  const { session } = useViewer();
  const { from, to, title, ms } = group;
  const Icon = isFolded ? IconChevronRight : IconChevronDown;
  const names = `${classes.row} ${classes.group} ${isPicked ? classes.picked : ""}`;
  return (
    <tr className={names} aria-rowindex={from} data-line={from}>
      <NumberCell n={from} path={path} isErr={false} />
      {time !== null && <td className={classes.time}>{time}</td>}
      <td className={classes.text} data-text>
        <button
          type="button"
          className={classes.fold}
          aria-expanded={!isFolded}
          onClick={() => session.folds.toggle(from)}
        >
          <Icon size={14} aria-hidden="true" />
          {title}
        </button>
        <span className={classes.chip}>
          {counted(to - from, "line")} · {duration(ms)}
        </span>
      </td>
    </tr>
  );
});
