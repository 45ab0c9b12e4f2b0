import type { Entry } from "./entry";
import { fuzzy } from "./fuzzy";

/** The entries that are meant, the best first. */
export function ranked(text: string, entries: readonly Entry[]): Entry[] {
  if (text === "") return [...entries];
  return entries
    .flatMap((entry) => {
      const match = fuzzy(text, entry.label);
      return match === null ? [] : [{ entry, score: match.score }];
    })
    .sort((one, other) => other.score - one.score)
    .map(({ entry }) => entry);
}
