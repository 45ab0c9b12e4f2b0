import { useCallback, useEffect, useState } from "react";

/**
 * What somebody has typed, kept for this tab: it survives a reload and a sign-in.
 *
 * The last one forgets it, before the page is left for good.
 */
export function useDraft<Draft extends object>(
  name: string,
  empty: Draft,
): [Draft, change: (part: Partial<Draft>) => void, forget: () => void] {
  const key = `taskyard.draft.${name}`;
  const [draft, setDraft] = useState<Draft>(() => ({ ...empty, ...kept(key) }));
  useEffect(() => keep(key, draft), [key, draft]);
  const change = useCallback(
    (part: Partial<Draft>) => setDraft((old) => ({ ...old, ...part })),
    [],
  );
  const forget = useCallback(() => keep(key, {}), [key]);
  return [draft, change, forget];
}

function kept(key: string): object {
  try {
    const found: unknown = JSON.parse(sessionStorage.getItem(key) ?? "{}");
    return typeof found === "object" && found !== null ? found : {};
  } catch {
    return {};
  }
}

// Where the browser keeps nothing for us, the draft lives as long as the page does.
function keep(key: string, draft: object): void {
  try {
    sessionStorage.setItem(key, JSON.stringify(draft));
  } catch {}
}
