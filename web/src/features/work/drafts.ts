import { useState } from "react";

/** Something half written, which this tab keeps until it is sent or given up. */
export function useDraft<Kept>(name: string): [Kept | null, (kept: Kept | null) => void] {
  const key = `taskyard.draft.${name}`;
  const [draft, setDraft] = useState<Kept | null>(() => read(key));
  return [
    draft,
    (kept) => {
      setDraft(kept);
      write(key, kept);
    },
  ];
}

function read<Kept>(key: string): Kept | null {
  try {
    return JSON.parse(window.sessionStorage.getItem(key) ?? "null");
  } catch {
    return null;
  }
}

function write(key: string, kept: unknown): void {
  try {
    if (kept === null) window.sessionStorage.removeItem(key);
    else window.sessionStorage.setItem(key, JSON.stringify(kept));
  } catch {
    // No room, or none for us: it lives as long as the page.
  }
}
