import { type RefObject, useLayoutEffect, useState } from "react";

const MARGIN = 16;
const LEAST = 360;

/** How high an element can be so that it ends where the window does; null until it is measured. */
export function useRoom(element: RefObject<HTMLElement | null>): number | null {
  const [room, setRoom] = useState<number | null>(null);
  useLayoutEffect(() => {
    const measure = () => {
      const box = element.current?.getBoundingClientRect();
      if (box === undefined || box.width === 0) return;
      const below = window.innerHeight - (box.top + window.scrollY) - bottomBar() - MARGIN;
      setRoom(Math.max(LEAST, Math.floor(below)));
    };
    measure();
    // What stands above it may grow: it is measured again when the page does.
    const observer = new ResizeObserver(measure);
    observer.observe(document.body);
    window.addEventListener("resize", measure);
    return () => {
      observer.disconnect();
      window.removeEventListener("resize", measure);
    };
  }, [element]);
  return room;
}

/** What the page keeps free below, for the navigation of a phone. */
function bottomBar(): number {
  const page = document.getElementById("page");
  return page === null ? 0 : Number.parseFloat(getComputedStyle(page).paddingBottom) - MARGIN;
}
