import { type RefObject, useLayoutEffect, useRef, useState } from "react";
import type { Session } from "../session";
import type { Row, Rows } from "../view/rows";
import { END, type Place } from "./place";
import { Reach, SLACK } from "./reach";
import { type Laid, lay } from "./runway";

export interface Runway {
  scroller: RefObject<HTMLDivElement | null>;
  runway: RefObject<HTMLDivElement | null>;
  block: RefObject<HTMLTableSectionElement | null>;
  onScroll(): void;
  /** Moves by so many rows, as the arrow keys do. */
  stepRows(count: number): void;
  /** Moves by so many screens, less a line that stays in sight. */
  stepPages(count: number): void;
  /** Nothing that is written moves what is in sight any more. */
  hold(): void;
}

/** Lays the rows after every change of them, and tells the reader where somebody scrolled to. */
export function useRunway(rows: Rows, place: Place, session: Session): Runway {
  const { reader, endInSight } = session;
  const scroller = useRef<HTMLDivElement>(null);
  const runway = useRef<HTMLDivElement>(null);
  const block = useRef<HTMLTableSectionElement>(null);
  const laid = useRef<Laid>({ y: 0, height: 0, scrollTop: 0 });
  const [reach] = useState(() => new Reach());

  useLayoutEffect(() => {
    const [view, road, drawn] = [scroller.current, runway.current, block.current];
    if (view === null || road === null || drawn === null || view.clientHeight === 0) return;
    const row = place.at === "end" ? undefined : drawn.children[indexAt(rows.rows, place.n)];
    const next = lay(
      place,
      {
        row: row instanceof HTMLElement ? { top: row.offsetTop, height: row.offsetHeight } : null,
        rows: drawn.offsetHeight,
        viewport: view.clientHeight,
        isFirst: rows.isFirst,
        isLast: rows.isLast,
      },
      { ...laid.current, scrollTop: view.scrollTop },
    );
    road.style.height = `${next.height}px`;
    drawn.style.transform = `translateY(${next.y}px)`;
    if (Math.abs(view.scrollTop - next.scrollTop) >= 1) view.scrollTop = next.scrollTop;
    laid.current = { ...next, scrollTop: view.scrollTop };
    reach.laid(next.y, next.y + drawn.offsetHeight, performance.now());
    endInSight.set(rows.isLast && drawn.offsetHeight - inside(view) - view.clientHeight <= SLACK);
  });

  /** How far the upper edge is into the rows. */
  function inside(view: HTMLElement): number {
    return view.scrollTop - laid.current.y;
  }

  function sight(view: HTMLElement, drawn: HTMLElement) {
    const top = inside(view);
    const index = lastBegun(drawn.children, top);
    const row = rows.rows[index];
    const begins = (drawn.children[index] as HTMLElement | undefined)?.offsetTop ?? 0;
    const edge = view.scrollTop + view.clientHeight;
    return {
      index,
      place: row ? ({ at: "line", n: row.from, above: top - begins } as const) : END,
      atEnd: rows.isLast && reach.isReached(edge, performance.now()),
    };
  }

  function moved(): void {
    const [view, drawn] = [scroller.current, block.current];
    if (view === null || drawn === null) return;
    const before = laid.current.scrollTop;
    // What we have set ourselves is no news; sideways is none either.
    if (Math.abs(view.scrollTop - before) < 1) return;
    laid.current.scrollTop = view.scrollTop;
    const { place: to, atEnd } = sight(view, drawn);
    reader.act({ do: "move", to, atEnd, up: view.scrollTop < before });
  }

  function stepBy(pixels: number): void {
    const view = scroller.current;
    if (view === null) return;
    view.scrollTop += pixels;
    moved();
  }

  function stepPages(count: number): void {
    const view = scroller.current;
    if (view === null) return;
    const line = block.current?.querySelector<HTMLElement>("[data-line]")?.offsetHeight ?? 0;
    stepBy(count * Math.max(view.clientHeight / 2, view.clientHeight - line));
  }

  function stepRows(count: number): void {
    const [view, drawn] = [scroller.current, block.current];
    if (view === null || drawn === null) return;
    const { index, place: from } = sight(view, drawn);
    // Up from within a row is to its own beginning.
    const within = from.at === "line" && from.above !== "centred" && from.above > 1;
    const to = drawn.children[Math.max(0, index + count + (within && count < 0 ? 1 : 0))];
    const top = to instanceof HTMLElement ? to.offsetTop : drawn.offsetHeight;
    stepBy(laid.current.y + top - view.scrollTop);
  }

  function hold(): void {
    const [view, drawn] = [scroller.current, block.current];
    if (view !== null && drawn !== null) reader.act({ do: "hold", at: sight(view, drawn).place });
  }

  return { scroller, runway, block, onScroll: moved, stepRows, stepPages, hold };
}

/** The index of the row that has the line, or of the next one. */
function indexAt(rows: readonly Row[], n: number): number {
  const index = rows.findIndex((row) => row.to >= n);
  return index < 0 ? rows.length - 1 : index;
}

/** The index of the last row that begins at or above `top`. */
function lastBegun(children: HTMLCollection, top: number): number {
  let [low, high] = [0, children.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((children[middle] as HTMLElement).offsetTop <= top) low = middle;
    else high = middle - 1;
  }
  return low;
}
