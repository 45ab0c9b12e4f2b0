import { useSyncExternalStore } from "react";

/** A value that this browser keeps, the same in all its tabs. */
export interface Stored<Value> {
  get(): Value;
  set(value: Value): void;
  subscribe(listener: () => void): () => void;
}

/** `read` turns what was kept, by this or another version, into a value. */
export function stored<Value>(key: string, read: (kept: unknown) => Value): Stored<Value> {
  const name = `taskyard.${key}`;
  const listeners = new Set<() => void>();
  let text: string | null | undefined;
  let value: Value;

  function get(): Value {
    const kept = keptText(name);
    if (kept !== text) {
      text = kept;
      value = read(parsed(kept));
    }
    return value;
  }

  return {
    get,
    set(next) {
      keep(name, JSON.stringify(next));
      for (const listener of listeners) listener();
    },
    subscribe(listener) {
      const onStorage = (event: StorageEvent) => {
        if (event.key === name || event.key === null) listener();
      };
      listeners.add(listener);
      window.addEventListener("storage", onStorage);
      return () => {
        listeners.delete(listener);
        window.removeEventListener("storage", onStorage);
      };
    },
  };
}

export function useStored<Value>(store: Stored<Value>): Value {
  return useSyncExternalStore(store.subscribe, store.get);
}

// Where a browser keeps nothing for us (private windows), it is kept for as long as the page lives.
const unkept = new Map<string, string>();

function keptText(name: string): string | null {
  if (unkept.has(name)) return unkept.get(name) ?? null;
  try {
    return window.localStorage.getItem(name);
  } catch {
    return null;
  }
}

function keep(name: string, text: string): void {
  try {
    window.localStorage.setItem(name, text);
  } catch {
    unkept.set(name, text);
  }
}

function parsed(text: string | null): unknown {
  if (text === null) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
