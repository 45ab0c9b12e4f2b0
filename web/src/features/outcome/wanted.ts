import { stored, useStored } from "~/lib/stored";

const AT_MOST = 50;

/** The tasks whose end somebody wants to be told of, by id. */
const wanted = stored("notify", (kept): readonly string[] =>
  Array.isArray(kept) ? kept.filter((id) => typeof id === "string") : [],
);

export function wantedIds(): readonly string[] {
  return wanted.get();
}

export function want(id: string): void {
  wanted.set([...without(id), id].slice(-AT_MOST));
}

export function unwant(id: string): void {
  wanted.set(without(id));
}

export function useIsWanted(id: string): boolean {
  return useStored(wanted).includes(id);
}

function without(id: string): string[] {
  return wanted.get().filter((one) => one !== id);
}
