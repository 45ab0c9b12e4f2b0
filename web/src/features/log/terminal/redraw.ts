import type { Run } from "./runs";
import { Screen } from "./screen";
import type { Style } from "./style";

/* biome-ignore lint/suspicious/noControlCharactersInRegex: a terminal speaks in them */
const GOES_UP = /(?:\x1b\[|\x9b)[0-9;]*[AF]/;

export function goesUp(text: string): boolean {
  return text.includes("A") || text.includes("F") ? GOES_UP.test(text) : false;
}

/**
 * What is left to see of lines that draw over earlier ones, as progress bars of several rows do.
 *
 * By line; a line that only drew over others has none. It begins with an empty screen: of bars that
 * were begun before `lines`, the state at their end is shown where their first redraw is.
 */
export function redrawn<Line extends { text: string }>(
  lines: readonly Line[],
  style: Style,
): Map<Line, readonly Run[]> {
  const screen = new Screen<Line>(style);
  for (const line of lines) screen.write(line, line.text);
  return new Map(screen.rows.map((row) => [row.line, row.cells.runs()]));
}
