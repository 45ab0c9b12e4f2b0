import type { RefObject } from "react";

/** Moves the focus to what will be on the page once it has been drawn again. */
export function focusSoon(place: RefObject<HTMLElement | null>): void {
  window.requestAnimationFrame(() => place.current?.focus());
}
