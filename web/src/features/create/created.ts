import { useSyncExternalStore } from "react";
import type { Task, TaskIn } from "~/lib/api/types";

/** A task that was asked for and is not there yet. */
export interface Asked {
  key: string;
  wanted: TaskIn;
}

let asked: readonly Asked[] = [];
const watchers = new Set<() => void>();
const listeners = new Set<(task: Task) => void>();

function change(next: readonly Asked[]): void {
  asked = next;
  for (const watcher of watchers) watcher();
}

function watch(watcher: () => void): () => void {
  watchers.add(watcher);
  return () => watchers.delete(watcher);
}

export function begin(one: Asked): void {
  change([...asked, one]);
}

export function end(key: string): void {
  change(asked.filter((one) => one.key !== key));
}

/** What was asked for in this tab, for as long as the server has not answered. */
export function useAsked(): readonly Asked[] {
  return useSyncExternalStore(watch, () => asked);
}

/** Called with every task that was made in this tab: whoever made it wants to see it at once. */
export function onCreated(listener: (task: Task) => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function tellCreated(task: Task): void {
  for (const listener of listeners) listener(task);
}
