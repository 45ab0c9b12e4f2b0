/**
 * Puts the focus on a heading when what had it has gone: from nowhere, Tab begins at the top of the
 * page, and a reader says nothing.
 */
export function catchFocus(heading: HTMLElement | null): void {
  if (isFocusLost()) heading?.focus({ preventScroll: true });
}

/** What had the focus is gone. */
export function isFocusLost(): boolean {
  const { activeElement, body } = document;
  return activeElement === null || activeElement === body || activeElement.id === "page";
}

export function pageHeading(): HTMLElement | null {
  return document.querySelector("h1");
}
