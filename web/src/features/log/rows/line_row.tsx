import { memo } from "react";
import type { Inks } from "../colour/ink";
import type { Line } from "../lines/line";
import type { Run } from "../terminal/runs";
import { isLong, LongLine } from "./long_line";
import { NumberCell } from "./number_cell";
import classes from "./rows.module.css";
import { RunsText } from "./runs_text";

export interface LineLook {
  n: number;
  /** Undefined until it is known. */
  line: Line | undefined;
  runs: readonly Run[];
  /** Null where no times are shown. */
  time: string | null;
  isPicked: boolean;
  /** It is the match one went to. */
  isCurrent: boolean;
  inks: Inks;
  /** Where the log is shown, for links to its lines. */
  path: string;
}

/** A line: its number, when it was written, and what it says. */
export const LineRow = memo(function LineRow(look: LineLook) {
  const { n, line, runs, time, isPicked, isCurrent, inks, path } = look;
  const isErr = line?.s === "err";
  const names = [
    classes.row,
    line === undefined && classes.unknown,
    isErr && classes.stderr,
    isPicked && classes.picked,
    isCurrent && classes.current,
  ];
  return (
    <tr className={names.filter(Boolean).join(" ")} aria-rowindex={n} data-line={n}>
      <NumberCell n={n} path={path} isErr={isErr} />
      {time !== null && <td className={classes.time}>{time}</td>}
      <td className={classes.text} data-text>
        <RunsText runs={runs} inks={inks} />
        {line !== undefined && isLong(line) && <LongLine line={line} />}
      </td>
    </tr>
  );
});
