import type { Range } from "../lines/line";
import { Ranges } from "../lines/ranges";

export type Found = { at: number } | { unknown: Range } | null;

/** Which lines are of some kind, as far as that was looked for. */
export class Sparse {
  readonly covered = new Ranges();
  readonly #lines: number[] = [];

  get known(): readonly number[] {
    return this.#lines;
  }

  /** Of a range that was looked through, the lines that are of the kind, in order. */
  learn(range: Range, found: readonly number[]): void {
    this.covered.add(range);
    const from = this.#index(range.from);
    const to = this.#index(range.to + 1);
    this.#lines.splice(from, to - from, ...found);
  }

  /** The first one from the line on in that direction; null when there is none up to `last`. */
  find(n: number, direction: 1 | -1, last: number): Found {
    if (n < 1 || n > last) return null;
    const range = this.covered.at(n);
    if (range === undefined) return { unknown: this.#unknownAt(n, last) };
    const at = this.#lines[direction === 1 ? this.#index(n) : this.#index(n + 1) - 1];
    if (at !== undefined && at >= range.from && at <= Math.min(range.to, last)) return { at };
    return this.find(direction === 1 ? range.to + 1 : range.from - 1, direction, last);
  }

  #unknownAt(n: number, last: number): Range {
    let [from, to] = [1, last];
    for (const range of this.covered.all) {
      if (range.to < n) from = range.to + 1;
      if (range.from > n) {
        to = range.from - 1;
        break;
      }
    }
    return { from, to };
  }

  /** How many are before the line. */
  #index(n: number): number {
    let [low, high] = [0, this.#lines.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#lines[middle] ?? 0) < n) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
