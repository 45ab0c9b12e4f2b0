import type { Line } from "./line";

export const BLOCK = 1000;

export function blockOf(n: number): number {
  return Math.floor((n - 1) / BLOCK);
}

/** A thousand neighbouring lines, as far as they are known. */
export class Block {
  readonly #lines: (Line | undefined)[] = [];
  characters = 0;
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
    this.characters += line.text.length - (this.#lines[at]?.text.length ?? 0);
    this.#lines[at] = line;
    this.version += 1;
  }

  forget(n: number): void {
    const at = n - this.first;
    this.characters -= this.#lines[at]?.text.length ?? 0;
    this.#lines[at] = undefined;
    this.version += 1;
  }

  /** In order, without those nobody knows. */
  lines(): Line[] {
    return this.#lines.filter((line) => line !== undefined);
  }
}
