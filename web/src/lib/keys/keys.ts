import { useEffect, useRef, useSyncExternalStore } from "react";
import { prefs } from "../prefs";
import { type Binding, isLetter, type Scope, strokeOf } from "./binding";

const SEQUENCE_MS = 1_000;

let scopes: readonly Scope[] = [];
const watchers = new Set<() => void>();
let first: { stroke: string; at: number } | null = null;

function change(next: readonly Scope[]): void {
  scopes = next;
  for (const watcher of watchers) watcher();
}

/** These work while the component is there; the newest scope that knows a key has it. */
export function useKeys(name: string, bindings: readonly Binding[]): void {
  const latest = useRef(bindings);
  latest.current = bindings;
  const shape = bindings.map((binding) => `${binding.keys}\n${binding.label}`).join("\n");
  useEffect(() => {
    const lines = shape === "" ? [] : shape.split("\n");
    const scope: Scope = {
      name,
      bindings: lines.flatMap((keys, i) => {
        if (i % 2 === 1) return [];
        const found = () => latest.current.find((binding) => binding.keys === keys);
        return [
          {
            keys,
            label: lines[i + 1] ?? "",
            inFields: found()?.inFields ?? false,
            run: (event: KeyboardEvent) => found()?.run(event),
          },
        ];
      }),
    };
    change([...scopes, scope]);
    return () => change(scopes.filter((one) => one !== scope));
  }, [name, shape]);
}

/** What works here and now, the nearest first. */
export function useScopes(): readonly Scope[] {
  return useSyncExternalStore(
    (watcher) => {
      watchers.add(watcher);
      return () => watchers.delete(watcher);
    },
    () => scopes,
  );
}

export function listenToKeys(): () => void {
  window.addEventListener("keydown", pressed);
  return () => window.removeEventListener("keydown", pressed);
}

function pressed(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing) return;
  const stroke = strokeOf(event);
  const sequence =
    first !== null && event.timeStamp - first.at < SEQUENCE_MS ? `${first.stroke} ${stroke}` : null;
  const binding = (sequence && found(sequence, event)) || found(stroke, event);
  first = binding === undefined && /^\S$/.test(stroke) ? { stroke, at: event.timeStamp } : null;
  if (binding === undefined) return;
  event.preventDefault();
  binding.run(event);
}

function found(keys: string, event: KeyboardEvent): Binding | undefined {
  const letter = isLetter(keys);
  if (letter && !prefs.letters.get()) return undefined;
  const field = isField(event.target);
  for (const scope of [...scopes].reverse()) {
    const binding = scope.bindings.find((one) => one.keys === keys);
    if (binding !== undefined && (!field || binding.inFields)) return binding;
  }
  return undefined;
}

function isField(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  // A dialog has keys of its own; those of the page behind it do not work.
  if (target.closest("[role=dialog], [role=menu], [role=listbox]") !== null) return true;
  if (target.isContentEditable || target instanceof HTMLTextAreaElement) return true;
  if (target instanceof HTMLSelectElement) return true;
  return (
    target instanceof HTMLInputElement && !/^(checkbox|radio|button|submit)$/.test(target.type)
  );
}
