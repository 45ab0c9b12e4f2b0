import { useEffect } from "react";
import { BLOCK } from "../lines/block";
import type { Range } from "../lines/line";
import type { Place } from "../scroll/place";
import { useSessionOf } from "../viewer";
import { rangesOf } from "./ranges_of";
import type { Rows } from "./rows";

/** Rows that pass by while the bar is dragged are not asked for. */
const PAUSE_MS = 60;

/** Asks for the lines of the rows, and soon for those around them. */
export function useLooking(rows: Rows, place: Place, isShown: boolean, isFiltered: boolean): void {
  const { log } = useSessionOf();
  const { isLast } = rows;
  const [first, last] = [rows.rows[0]?.from, rows.rows.at(-1)?.to];
  // biome-ignore lint/correctness/useExhaustiveDependencies: the same rows of a log that grows ask for nothing new
  useEffect(() => {
    if (!isShown) {
      log.look({ ranges: [], end: false });
      return;
    }
    const ranges = rangesOf(rows.rows);
    const look = () =>
      log.look({
        ranges: isFiltered ? nearest(ranges, place) : [...ranges, ...ranges.map(around)],
        exactly: isFiltered,
        end: isLast,
      });
    const isHere = ranges.every((range) => log.cache.unknown(range) === null);
    if (isHere || isLast) return look();
    const timer = setTimeout(look, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [log, first, last, rows.rows.length, isLast, isShown, isFiltered]);
}

/** Each of them is asked for: those in sight come first. */
function nearest(ranges: readonly Range[], place: Place): Range[] {
  const here = place.at === "end" ? Number.MAX_SAFE_INTEGER : place.n;
  const far = ({ from }: Range) => (from < here ? here - from : (from - here) / 2);
  return ranges.toSorted((one, other) => far(one) - far(other));
}

function around({ from, to }: Range): Range {
  return { from: Math.max(1, from - BLOCK / 2), to: to + BLOCK / 2 };
}
