/** A place in the text of the log: before the character at `column` of what a line shows. */
export interface Point {
  readonly n: number;
  readonly column: number;
}

/** What is selected, as far as somebody dragged: also over lines that are no longer here. */
export interface Selected {
  readonly anchor: Point;
  readonly focus: Point;
}

export function isBefore(one: Point, other: Point): boolean {
  return one.n < other.n || (one.n === other.n && one.column < other.column);
}

/** From where to where, whichever way somebody dragged. */
export function ends({ anchor, focus }: Selected): { from: Point; to: Point } {
  return isBefore(focus, anchor) ? { from: focus, to: anchor } : { from: anchor, to: focus };
}

export function isNothing({ anchor, focus }: Selected): boolean {
  return anchor.n === focus.n && anchor.column === focus.column;
}

/**
 * What is selected now, after the browser said so. Rows that scroll away take an end of the
 * browser's own selection with them: it stays where it was.
 */
export function selectedAfter(
  before: Selected | null,
  anchor: Point | null,
  focus: Point | null,
): Selected | null {
  const from = anchor ?? before?.anchor;
  const to = focus ?? before?.focus;
  return from === undefined || to === undefined ? before : { anchor: from, focus: to };
}

/** The part of a line's text that is selected. */
export function partOf(selected: Selected, n: number, text: string): string {
  const { from, to } = ends(selected);
  return text.slice(n === from.n ? from.column : 0, n === to.n ? to.column : undefined);
}
