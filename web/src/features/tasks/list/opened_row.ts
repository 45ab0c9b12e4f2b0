/**
 * The row whose task was opened, kept with the list's place in the browser's history: Back leads
 * to it again, and a list that is opened anew begins at its top.
 */
export function openedRow(): string | null {
  const row: unknown = window.history.state?.row;
  return typeof row === "string" ? row : null;
}

export function keepOpened(row: string): void {
  window.history.replaceState({ ...window.history.state, row }, "");
}
