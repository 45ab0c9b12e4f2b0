import { createContext, useContext, useSyncExternalStore } from "react";

/** One clock for every time that ticks: it stands still while nobody looks. */
const listeners = new Set<() => void>();
let now = Date.now();
let timer: number | undefined;

function tick(): void {
  now = Date.now();
  for (const listener of listeners) listener();
}

function turn(): void {
  window.clearInterval(timer);
  timer = undefined;
  if (listeners.size > 0 && !document.hidden) {
    tick();
    timer = window.setInterval(tick, 1000);
  }
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  if (timer === undefined) turn();
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) turn();
  };
}

if (typeof document !== "undefined") document.addEventListener("visibilitychange", turn);

/** A moment by which times are told below it, while what they stand in was made to stand still. */
export const FrozenClock = createContext<number | null>(null);

/** Milliseconds since 1970, a step at a time: what says minutes need not be drawn every second. */
export function useNow(step = 1000): number {
  const frozen = useContext(FrozenClock);
  const current = useSyncExternalStore(frozen === null ? subscribe : standStill, () =>
    step === 1000 ? now : now - (now % step),
  );
  return frozen ?? current;
}

/** What is said of this moment; drawn again once something else is to be said. */
export function useSaid<Said extends string | number | boolean>(say: (now: number) => Said): Said {
  const frozen = useContext(FrozenClock);
  return useSyncExternalStore(frozen === null ? subscribe : standStill, () => say(frozen ?? now));
}

function standStill(): () => void {
  return () => undefined;
}
