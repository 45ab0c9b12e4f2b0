import type { Range } from "../lines/line";
import type { Row } from "./rows";

/** The lines of rows, neighbours together. */
export function rangesOf(rows: readonly Row[]): Range[] {
  const ranges: { from: number; to: number }[] = [];
  for (const { kind, from, to } of rows) {
    if (kind !== "line") continue;
    const last = ranges.at(-1);
    if (last !== undefined && last.to + 1 === from) last.to = to;
    else ranges.push({ from, to });
  }
  return ranges;
}
