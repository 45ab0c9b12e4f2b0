/**
 * Puts the focus on a heading when what had it has gone: from nowhere, Tab begins at the top of the
 * page, and a reader says nothing.
 */
export function catchFocus(heading: HTMLElement | null): void {
  const { activeElement, body } = document;
  if (activeElement === null || activeElement === body) heading?.focus({ preventScroll: true });
}

export function pageHeading(): HTMLElement | null {
  return document.querySelector("h1");
}
