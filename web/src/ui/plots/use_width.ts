import { type RefCallback, useCallback, useState } from "react";

const UNTIL_MEASURED = 640;

/** How wide an element is, kept true: plots are drawn in real pixels, so that text keeps its size. */
export function useWidth(): [RefCallback<Element>, number] {
  const [width, setWidth] = useState(UNTIL_MEASURED);
  const ref = useCallback((element: Element | null) => {
    if (element === null) return;
    const observer = new ResizeObserver(([entry]) => {
      if (entry !== undefined) setWidth(Math.floor(entry.contentRect.width));
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return [ref, width];
}
