import type { Place } from "./place";

/** Room before the first row that is drawn: nobody scrolls so far without a pause. */
const BASE = 2_000_000;
const LEAST = 500_000;
const MOST = 4_000_000;

export interface Measured {
  /** Of the row that the place is at, from the upper edge of the rows; null when it is not there. */
  row: { top: number; height: number } | null;
  /** Of all rows that are drawn. */
  rows: number;
  viewport: number;
  isFirst: boolean;
  isLast: boolean;
}

export interface Laid {
  /** Where the rows begin on the runway. */
  y: number;
  /** Of the runway. */
  height: number;
  scrollTop: number;
}

/**
 * Where to lay the rows so that the place stays where it is on the screen.
 *
 * The rows lie on a runway that is far longer than they are and is scrolled by the browser itself:
 * wheel, touch and keys move by as many pixels as anywhere, also in a log of 10,000,000 lines, whose
 * own height no browser could hold. Other rows are laid before and after as one comes near their
 * ends; the scroll position is left alone then, or a flick of the finger would stop. Only where the
 * log begins or ends the runway does so too.
 */
export function lay(place: Place, measured: Measured, before: Laid): Laid {
  const { row, rows, viewport, isFirst, isLast } = measured;
  const lowest = Math.max(0, rows - viewport);
  const inside = place.at === "end" || row === null ? lowest : wanted(place.above, row, viewport);
  const top = Math.max(isFirst ? 0 : -viewport, isLast ? Math.min(inside, lowest) : inside);
  const y = isFirst ? 0 : roomy(before.scrollTop - top);
  return { y, height: isLast ? y + Math.max(rows, viewport) : y + rows + BASE, scrollTop: y + top };
}

function wanted(
  above: number | "centred",
  row: { top: number; height: number },
  viewport: number,
): number {
  if (above === "centred") return row.top - Math.max(0, viewport - row.height) / 2;
  // A row that is no longer wrapped is not as high as it was.
  return row.top + Math.min(above, Math.max(0, row.height - 1));
}

function roomy(y: number): number {
  return y < LEAST || y > MOST ? BASE : y;
}
