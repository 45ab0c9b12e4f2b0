import type { Line } from "./line";

export const BLOCK = 1000;
const EMPTY_COST = 1_000;
const LINE_COST = 100;

export function blockOf(n: number): number {
  return Math.floor((n - 1) / BLOCK);
}

/** A thousand neighbouring lines, as far as they are known. */
export class Block {
  readonly #lines: (Line | undefined)[] = [];
  /** What it takes to keep it, in characters. */
  cost = EMPTY_COST;
  /** Changes with what is known. */
  version = 0;

  constructor(readonly index: number) {}

  get first(): number {
    return this.index * BLOCK + 1;
  }

  get last(): number {
    return this.first + BLOCK - 1;
  }

  get(n: number): Line | undefined {
    return this.#lines[n - this.first];
  }

  put(line: Line): void {
    const at = line.n - this.first;
    this.cost += costOf(line) - costOf(this.#lines[at]);
    this.#lines[at] = line;
    this.version += 1;
  }

  forget(n: number): void {
    const at = n - this.first;
    this.cost -= costOf(this.#lines[at]);
    this.#lines[at] = undefined;
    this.version += 1;
  }

  /** In order, without those nobody knows. */
  lines(): Line[] {
    return this.#lines.filter((line) => line !== undefined);
  }
}

function costOf(line: Line | undefined): number {
  return line === undefined ? 0 : LINE_COST + line.text.length;
}
