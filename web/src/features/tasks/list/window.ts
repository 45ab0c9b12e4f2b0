import { defaultRangeExtractor, type Range, useWindowVirtualizer } from "@tanstack/react-virtual";
import { type RefObject, useCallback, useLayoutEffect, useState } from "react";
import { usePref } from "~/lib/prefs";

const ROW = { comfortable: 44, compact: 30 };
const CARD = 112;
// The page's head and the table's above, the bar of what is selected below.
const ABOVE = 84;
const BELOW = 72;
const OVERSCAN = 12;

/** The rows of a long table that are near the window; the window is what scrolls. */
export function useRowWindow(
  body: RefObject<HTMLElement | null>,
  ids: readonly string[],
  /** A row that stays wherever one scrolls to, because the focus is in it. */
  kept: number,
  isCards: boolean,
) {
  const [density] = usePref("density");
  const height = isCards ? CARD : ROW[density];
  const window = useWindowVirtualizer<HTMLElement>({
    count: ids.length,
    estimateSize: useCallback(() => height, [height]),
    getItemKey: useCallback((i: number) => ids[i] ?? i, [ids]),
    overscan: OVERSCAN,
    scrollMargin: useTop(body),
    scrollPaddingStart: ABOVE,
    scrollPaddingEnd: BELOW,
    useFlushSync: false,
    rangeExtractor: useCallback(
      (range: Range) => {
        const shown = defaultRangeExtractor(range);
        if (kept < 0 || kept >= range.count || shown.includes(kept)) return shown;
        return [...shown, kept].sort((a, b) => a - b);
      },
      [kept],
    ),
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: rows of the other height are measured anew
  useLayoutEffect(() => window.measure(), [window, height]);
  return window;
}

/** Where the element begins in the document; what stands above it may grow. */
function useTop(element: RefObject<HTMLElement | null>): number {
  const [top, setTop] = useState(0);
  useLayoutEffect(() => {
    const measure = () => {
      const box = element.current?.getBoundingClientRect();
      if (box !== undefined) setTop(Math.round(box.top + window.scrollY));
    };
    measure();
    const watcher = new ResizeObserver(measure);
    watcher.observe(document.body);
    return () => watcher.disconnect();
  }, [element]);
  return top;
}

export interface Placed {
  index: number;
  /** How much room there is between it and the one before. */
  gap: number;
}

/** The rows with the room between them: a table knows no places, only what comes after what. */
export function placed(
  items: readonly { index: number; start: number; end: number }[],
  top: number,
  total: number,
): { rows: Placed[]; rest: number } {
  let end = top;
  const rows = items.map((item) => {
    const gap = item.start - end;
    end = item.end;
    return { index: item.index, gap };
  });
  return { rows, rest: top + total - end };
}
