import { stored } from "~/lib/stored";

/** What somebody chose last, and how to find it again: where it leads, unless it is an action. */
export interface Choice {
  /** Of whom: another person at this browser does not get to see it. */
  who: string;
  id: string;
  label: string;
}

const KEPT = 6;

export const recent = stored("palette.recent", (kept): readonly Choice[] =>
  Array.isArray(kept) ? kept.filter(isChoice) : [],
);

export function remember(choice: Choice): void {
  const others = recent.get().filter((one) => one.who !== choice.who || one.id !== choice.id);
  recent.set([choice, ...others].slice(0, KEPT));
}

function isChoice(kept: unknown): kept is Choice {
  const one = kept as Partial<Choice> | null;
  return [one?.who, one?.id, one?.label].every((text) => typeof text === "string");
}
