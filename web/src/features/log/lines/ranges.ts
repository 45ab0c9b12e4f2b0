import type { Range } from "./line";

/** Ranges of lines that do not touch each other, in order. */
export class Ranges {
  #all: Range[] = [];

  constructor(all: readonly Range[] = []) {
    for (const range of all) this.add(range);
  }

  get all(): readonly Range[] {
    return this.#all;
  }

  get lines(): number {
    return this.#all.reduce((sum, { from, to }) => sum + to - from + 1, 0);
  }

  add({ from, to }: Range): void {
    if (from > to) return;
    if (from > (this.#all.at(-1)?.to ?? 0) + 1) {
      this.#all.push({ from, to });
      return;
    }
    const before = this.#all.filter((range) => range.to < from - 1);
    const after = this.#all.filter((range) => range.from > to + 1);
    const merged = this.#all.slice(before.length, this.#all.length - after.length);
    const first = Math.min(from, merged[0]?.from ?? from);
    const last = Math.max(to, merged.at(-1)?.to ?? to);
    this.#all = [...before, { from: first, to: last }, ...after];
  }

  /** The range that has the line. */
  at(n: number): Range | undefined {
    const range = this.#all[this.#first(n)];
    return range !== undefined && range.from <= n ? range : undefined;
  }

  /** How many of their lines are before this one. */
  before(n: number): number {
    let sum = 0;
    for (const { from, to } of this.#all) {
      if (from >= n) break;
      sum += Math.min(to, n - 1) - from + 1;
    }
    return sum;
  }

  /** The line that has so many lines before it that are in none of the ranges. */
  outside(index: number): number {
    let n = index + 1;
    for (const { from, to } of this.#all) {
      if (from > n) break;
      n += to - from + 1;
    }
    return n;
  }

  /** The index of the first that ends at or after the line. */
  #first(n: number): number {
    let [low, high] = [0, this.#all.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#all[middle]?.to ?? 0) < n) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
