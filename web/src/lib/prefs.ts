import { type Stored, stored, useStored } from "./stored";

/** One of a few words; anything else that was kept is the first. */
function oneOf<Word extends string>(...words: [Word, ...Word[]]) {
  return (kept: unknown): Word => words.find((word) => word === kept) ?? words[0];
}

function flag(otherwise: boolean) {
  return (kept: unknown): boolean => (typeof kept === "boolean" ? kept : otherwise);
}

function numberIn(from: number, to: number, otherwise: number) {
  return (kept: unknown): number =>
    typeof kept === "number" && kept >= from && kept <= to ? kept : otherwise;
}

/** What somebody chose for this browser. */
export const prefs = {
  theme: stored("theme", oneOf("auto", "light", "dark")),
  density: stored("density", oneOf("comfortable", "compact")),
  times: stored("times", oneOf("relative", "local", "utc")),
  rail: stored("rail", oneOf("wide", "narrow")),
  letters: stored("letters", flag(true)),
  sound: stored("sound", flag(false)),
  logWrap: stored("log.wrap", oneOf("auto", "on", "off")),
  logTimes: stored("log.times", oneOf("off", "clock", "start", "step")),
  logDark: stored("log.dark", flag(false)),
  logExactColours: stored("log.exact-colours", flag(false)),
  logFont: stored("log.font", numberIn(11, 18, 13)),
  logBuildkite: stored("log.buildkite", flag(false)),
} as const;

export type Prefs = typeof prefs;
type ValueOf<Name extends keyof Prefs> = Prefs[Name] extends Stored<infer Value> ? Value : never;

export function usePref<Name extends keyof Prefs>(
  name: Name,
): [ValueOf<Name>, (value: ValueOf<Name>) => void] {
  const store = prefs[name] as unknown as Stored<ValueOf<Name>>;
  return [useStored(store), store.set];
}
