export interface Match {
  /** The more, the better. */
  score: number;
  /** Which letters of the text were meant. */
  at: readonly number[];
}

const AT_START = 12;
const AT_WORD = 8;
const BESIDE = 5;

/** What is wanted as it is, or the beginnings of words: "gti" is "Go to Insights". */
export function fuzzy(wanted: string, text: string): Match | null {
  const low = text.toLowerCase();
  const whole = wanted.trim().toLowerCase();
  const letters = [...whole.replaceAll(" ", "")].join("");
  const place = low.indexOf(whole);
  if (place >= 0 && startsWord(low, place)) return matched(run(place, whole.length), low);
  const at = beginnings(letters, low) ?? (place >= 0 ? run(place, whole.length) : null);
  return at === null ? null : matched(at, low);
}

/** Each letter beside the one before it, or else where the next word begins with it. */
function beginnings(letters: string, low: string): number[] | null {
  const at: number[] = [];
  for (const letter of letters) {
    const beside = (at.at(-1) ?? Number.NaN) + 1;
    const place = low[beside] === letter ? beside : wordWith(letter, low, beside || 0);
    if (place === undefined) return null;
    at.push(place);
  }
  return at;
}

function wordWith(letter: string, low: string, from: number): number | undefined {
  for (let i = low.indexOf(letter, from); i >= 0; i = low.indexOf(letter, i + 1))
    if (startsWord(low, i)) return i;
  return undefined;
}

function run(start: number, length: number): number[] {
  return Array.from({ length }, (_, i) => start + i);
}

function matched(at: number[], low: string): Match {
  let score = -low.length / 100; // of two that are as good, the shorter
  at.forEach((place, i) => {
    if (place === 0) score += AT_START;
    else if (startsWord(low, place)) score += AT_WORD;
    if (i > 0 && place === (at[i - 1] ?? 0) + 1) score += BESIDE;
  });
  return { score, at };
}

function startsWord(low: string, place: number): boolean {
  return place === 0 || !/[\p{L}\p{N}]/u.test(low[place - 1] ?? "");
}
