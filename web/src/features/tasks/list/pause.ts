import { useRef } from "react";

interface Frozen<Value> {
  shown: Value;
  /** Since when it stands still, in milliseconds since 1970. */
  since: number | null;
}

/** The value as it was when it was told to stand still. */
export function useFrozen<Value>(value: Value, isPaused: boolean): Frozen<Value> {
  const kept = useRef<Frozen<Value> | null>(null);
  if (!isPaused) kept.current = null;
  else kept.current ??= { shown: value, since: Date.now() };
  return kept.current ?? { shown: value, since: null };
}
