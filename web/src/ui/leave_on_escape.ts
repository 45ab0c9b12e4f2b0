import type { KeyboardEvent } from "react";

/** Escape leaves a field, and what was typed in it stays: the keys of the page work again. */
export function leaveOnEscape(event: KeyboardEvent<HTMLElement>): void {
  if (event.key !== "Escape" || event.nativeEvent.isComposing) return;
  event.preventDefault(); // which would empty a search field
  if (event.target instanceof HTMLElement) event.target.blur();
}
