import type { Line } from "../lines/line";
import { lineRuns } from "../terminal/line_runs";
import { textOf } from "../terminal/runs";

/** What stands before each line of a text that leaves the page. */
export type Beside = "nothing" | "time" | "number and time";

/** A line as it is read: without colours, as a terminal would have shown it in the end. */
export function lineText(line: Line): string {
  return textOf(lineRuns(line.text).runs) + (line.cut ? " …" : "");
}

export function withBeside({ n, t }: Pick<Line, "n" | "t">, text: string, beside: Beside): string {
  if (beside === "nothing") return text;
  return beside === "time" ? `${t}  ${text}` : `${String(n).padStart(6)}  ${t}  ${text}`;
}
