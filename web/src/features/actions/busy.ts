import { useState } from "react";

/** Whether something is being done, and how to do it: once at a time. */
export function useBusy(): [boolean, (doing: () => Promise<void>) => void] {
  const [busy, setBusy] = useState(false);
  function run(doing: () => Promise<void>): void {
    if (busy) return;
    setBusy(true);
    void doing().finally(() => setBusy(false));
  }
  return [busy, run];
}
