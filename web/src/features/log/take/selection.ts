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

function isBefore(one: Point, other: Point): boolean {
  return one.n < other.n || (one.n === other.n && one.column < other.column);
}

/** From where to where, whichever way somebody dragged. */
export function ends({ anchor, focus }: Selected): { from: Point; to: Point } {
  return isBefore(focus, anchor) ? { from: focus, to: anchor } : { from: anchor, to: focus };
}

export function isNothing({ anchor, focus }: Selected): boolean {
  return anchor.n === focus.n && anchor.column === focus.column;
}

/** What the browser says is selected: its ends, where they are in a line that is drawn. */
export interface Told {
  anchor: Point | null;
  focus: Point | null;
  /** Somebody is just dragging: the focus is where they are. */
  isDragging: boolean;
  isDrawn(n: number): boolean;
}

/**
 * What is selected now. Rows that scroll away take an end of the browser's own selection with them,
 * which then begins somewhere else: it stays where it was.
 */
export function selectedAfter(before: Selected | null, told: Told): Selected | null {
  if (before === null) {
    const { anchor, focus } = told;
    return anchor === null || focus === null ? null : { anchor, focus };
  }
  const moved = told.isDragging || told.isDrawn(before.focus.n);
  return {
    anchor: (told.isDrawn(before.anchor.n) ? told.anchor : null) ?? before.anchor,
    focus: (moved ? told.focus : null) ?? before.focus,
  };
}

/** The part of a line's text that is selected. */
export function partOf(selected: Selected, n: number, text: string): string {
  const { from, to } = ends(selected);
  return text.slice(n === from.n ? from.column : 0, n === to.n ? to.column : undefined);
}
