import { useSyncExternalStore } from "react";
import { apiUrl } from "../api/client";
import type { Asked, Fact, LiveState, Told } from "./facts";
import { Source } from "./source";

// Whoever is shown this is signed in, and about to connect.
let state: LiveState = { phase: "connecting", since: Date.now(), retryAt: null, build: null };
let ask: ((asked: Asked) => void) | undefined;
const watchers = new Set<() => void>();
const readers = new Set<(facts: Fact[]) => void>();
const beginners = new Set<() => void>();

function hear(told: Told): void {
  if (told.kind === "state") {
    state = told.state;
    for (const watcher of watchers) watcher();
  } else if (told.kind === "facts") {
    for (const reader of readers) reader(told.facts);
  } else {
    for (const beginner of beginners) beginner();
  }
}

/** Somebody is signed in: listen, with the other tabs of this browser where it can. */
export function startLive(): void {
  ask ??= connected();
  ask("start");
}

export function stopLive(): void {
  ask?.("stop");
}

export function retryLive(): void {
  ask?.("retry");
}

export function useLiveState(): LiveState {
  return useSyncExternalStore(
    (watcher) => joined(watchers, watcher),
    () => state,
  );
}

/** Called with what happened, at most every 100 ms. */
export function onFacts(reader: (facts: Fact[]) => void): () => void {
  return joined(readers, reader);
}

/** Called when things may have happened that nobody told of. */
export function onFresh(beginner: () => void): () => void {
  return joined(beginners, beginner);
}

function joined<Listener>(all: Set<Listener>, one: Listener): () => void {
  all.add(one);
  return () => all.delete(one);
}

function connected(): (asked: Asked) => void {
  const api = new URL(apiUrl(""), window.location.href).href;
  return typeof SharedWorker === "undefined" ? alone(api) : shared(api);
}

function alone(api: string): (asked: Asked) => void {
  const source = new Source(api, hear);
  return (asked) => {
    if (asked !== "leave") source[asked]();
  };
}

function shared(api: string): (asked: Asked) => void {
  // Its name carries what it has to know, and keeps apart what is served below several paths.
  const worker = new SharedWorker(new URL("./shared.worker.ts", import.meta.url), {
    type: "module",
    name: api,
  });
  worker.port.onmessage = ({ data }: MessageEvent<Told>) => hear(data);
  window.addEventListener("pagehide", () => worker.port.postMessage("leave"));
  // A page that comes back out of the browser's memory has missed what happened.
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) window.location.reload();
  });
  return (asked) => worker.port.postMessage(asked);
}
