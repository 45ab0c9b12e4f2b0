const HIDDEN_WAITS_MS = 500;
const HELD_MS = 3_000;

/**
 * Does something in one of this browser's tabs, all of which hear of what happened: in one that
 * somebody looks at, if there is such a one. `what` names what happened.
 */
export function inOneTab(what: string, run: () => void): void {
  window.setTimeout(() => void first(what, run), document.hidden ? HIDDEN_WAITS_MS : 0);
}

/** The others find the lock taken. */
async function first(what: string, run: () => void): Promise<void> {
  if (!("locks" in navigator)) {
    // Tabs cannot agree where the page is not served safely.
    if (!document.hidden) run();
    return;
  }
  await navigator.locks.request(`taskyard.${what}`, { ifAvailable: true }, async (lock) => {
    if (lock === null) return;
    run();
    await new Promise((done) => window.setTimeout(done, HELD_MS));
  });
}
