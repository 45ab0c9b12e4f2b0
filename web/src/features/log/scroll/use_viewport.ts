import { type RefObject, useLayoutEffect, useState } from "react";

/** How large an element is, in pixels: 0 while it is not shown. */
export function useViewport(element: RefObject<HTMLElement | null>) {
  const [size, setSize] = useState({ height: 0, width: 0 });
  useLayoutEffect(() => {
    const shown = element.current;
    if (shown === null) return;
    const measure = () =>
      setSize((before) =>
        before.height === shown.clientHeight && before.width === shown.clientWidth
          ? before
          : { height: shown.clientHeight, width: shown.clientWidth },
      );
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(shown);
    return () => observer.disconnect();
  }, [element]);
  return size;
}
