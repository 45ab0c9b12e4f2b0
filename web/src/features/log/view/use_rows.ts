import { useMemo } from "react";
import { clamp } from "../lines/line";
import type { Place } from "../scroll/place";
import { type Rows, rowsAround, type Shown } from "./rows";

const MOST_ROWS = 390;

/** The rows to draw: those in sight, and some screens more where there is one to scroll to. */
export function useRows(shown: Shown, place: Place, inSight: number): Rows {
  const following = place.at === "end";
  // The same rows for as long as one scrolls within a screen.
  const centre = following ? Number.MAX_SAFE_INTEGER : quantum(place.n, inSight);
  const screens = clamp(MOST_ROWS / inSight, 1.5, 4) - 1;
  const before = following ? inSight + 8 : Math.floor(inSight * screens * 0.4);
  const after = following ? 0 : Math.floor(inSight * (1 + screens * 0.6));
  return useMemo(() => rowsAround(shown, centre, before, after), [shown, centre, before, after]);
}

function quantum(n: number, size: number): number {
  const step = Math.max(1, Math.floor(size / 2));
  return Math.max(1, Math.floor(n / step) * step);
}
