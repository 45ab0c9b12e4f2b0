import { memo } from "react";
import { href } from "~/lib/base";
import type { Inks } from "../colour/ink";
import type { Line } from "../lines/line";
import type { Run } from "../terminal/runs";
import { isLong, LongLine } from "./long_line";
import classes from "./rows.module.css";
import { RunsText } from "./runs_text";

export interface LineLook {
  n: number;
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

/** A line: its number, which is a link to it, the time when it was written, and what it says. */
export const LineRow = memo(function LineRow(look: LineLook) {
  const { n, line, runs, time, isPicked, isCurrent, inks, path } = look;
  const names = [
    classes.row,
    line === undefined && classes.unknown,
    line?.s === "err" && classes.stderr,
    isPicked && classes.picked,
    isCurrent && classes.current,
  ];
  return (
    <tr className={names.filter(Boolean).join(" ")} aria-rowindex={n} data-line={n}>
      <th scope="row" className={classes.number}>
        <a
          href={href(`${path}#L${n}`)}
          data-number={n}
          tabIndex={-1}
          aria-label={line?.s === "err" ? `Line ${n}, stderr` : `Line ${n}`}
        >
          {n}
        </a>
      </th>
      {time !== null && <td className={classes.time}>{time}</td>}
      <td className={classes.text} data-text>
        <RunsText runs={runs} inks={inks} />
        {line !== undefined && isLong(line) && <LongLine line={line} />}
      </td>
    </tr>
  );
});
