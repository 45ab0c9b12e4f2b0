import type { Run } from "../terminal/runs";
import { textOf } from "../terminal/runs";

const MOST = 200;

/** Where a text occurs in another, in order, each as [start, end). */
export function occurrences(text: string, needle: string, exact: boolean): [number, number][] {
  if (needle === "") return [];
  const [where, what] = exact ? [text, needle] : [text.toLowerCase(), needle.toLowerCase()];
  // Some letters are longer in lower case: places would be others then.
  if (where.length !== text.length) return occurrences(text, needle, true);
  const found: [number, number][] = [];
  for (let at = where.indexOf(what); at >= 0 && found.length < MOST; ) {
    found.push([at, at + what.length]);
    at = where.indexOf(what, at + what.length);
  }
  return found;
}

/** The runs, with those parts of them marked that were searched for. */
export function marked(runs: readonly Run[], places: readonly [number, number][]): readonly Run[] {
  if (places.length === 0) return runs;
  const pieces: Run[] = [];
  let begin = 0;
  for (const run of runs) {
    const end = begin + run.text.length;
    let at = begin;
    for (const [from, to] of places) {
      if (to <= at || from >= end) continue;
      if (from > at) pieces.push(part(run, begin, at, from));
      const upTo = Math.min(to, end);
      pieces.push({ ...part(run, begin, Math.max(at, from), upTo), found: true });
      at = upTo;
    }
    if (at < end) pieces.push(part(run, begin, at, end));
    begin = end;
  }
  return pieces;
}

function part(run: Run, begin: number, from: number, to: number): Run {
  return { ...run, text: run.text.slice(from - begin, to - begin) };
}

/** Marks the lines that are drawn; what was marked once is not marked anew. */
export class Highlighter {
  readonly #known = new WeakMap<readonly Run[], readonly Run[]>();

  /**
   * `needleOf` is what to look for in a line, or null. A regular expression is never tried here:
   * one can be written that would hold up the page for years.
   */
  constructor(
    private readonly needleOf: (n: number) => string | null,
    private readonly exact: boolean,
  ) {}

  of(n: number, runs: readonly Run[]): readonly Run[] {
    const needle = this.needleOf(n);
    if (needle === null) return runs;
    let pieces = this.#known.get(runs);
    if (pieces === undefined) {
      pieces = marked(runs, occurrences(textOf(runs), needle, this.exact));
      this.#known.set(runs, pieces);
    }
    return pieces;
  }
}
