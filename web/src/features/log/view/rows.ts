import type { Range } from "../lines/line";

/** One of the things that are shown below each other; it stands for the lines from..to. */
export type Row = Range &
  (
    | { readonly kind: "line" }
    /** Lines that the server dropped. */
    | { readonly kind: "gone" }
    /** Lines that do not match. */
    | { readonly kind: "between" }
    /** Not known yet what is shown of these. */
    | { readonly kind: "unknown" }
    | { readonly kind: "end" }
  );

export function keyOf(row: Row): string {
  return row.kind === "line" ? `${row.from}` : `${row.kind}${row.from}`;
}

/** Which lines are shown, and what in place of others. */
export interface Shown {
  /** The row of a line, or the next one in that direction; null when there is none. */
  find(n: number, direction: 1 | -1): Row | null;
  /** How many lines the scrollbar stands for. */
  readonly size: number;
  /** How many of these are before a line. */
  before(n: number): number;
  /** The line that has so many before it. */
  at(index: number): number;
}

export interface Rows {
  rows: readonly Row[];
  /** Nothing comes before them. */
  isFirst: boolean;
  /** Nothing comes after them. */
  isLast: boolean;
}

/** Rows around a line: so many before it and after it, more on one side where the other ends. */
export function rowsAround(shown: Shown, n: number, before: number, after: number): Rows {
  const begin = shown.find(n, 1) ?? shown.find(n, -1);
  if (begin === null) return { rows: [], isFirst: true, isLast: true };
  const later = walk(shown, begin, 1, after);
  const earlier = walk(shown, begin, -1, before + after - later.length);
  const more = before - earlier.length;
  if (more > 0) later.push(...walk(shown, later.at(-1) ?? begin, 1, more));
  const rows = [...earlier.reverse(), begin, ...later];
  return {
    rows,
    isFirst: shown.find((rows[0]?.from ?? 1) - 1, -1) === null,
    isLast: shown.find((rows.at(-1)?.to ?? 0) + 1, 1) === null,
  };
}

function walk(shown: Shown, from: Row, direction: 1 | -1, count: number): Row[] {
  const rows: Row[] = [];
  let row: Row | null = from;
  while (rows.length < count) {
    row = shown.find(direction === 1 ? row.to + 1 : row.from - 1, direction);
    if (row === null) break;
    rows.push(row);
  }
  return rows;
}
