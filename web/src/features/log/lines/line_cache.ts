import { Block, blockOf } from "./block";
import type { Line, Range } from "./line";
import { Ranges } from "./ranges";

/** What is kept at most, in characters: the least recently wanted goes first. */
const ROOM = 12_000_000;

/** The lines that are known, and those of which is known that they are gone. */
export class LineCache {
  /** Lines that the server dropped. */
  readonly gone = new Ranges();
  // In the order in which they were last wanted.
  readonly #blocks = new Map<number, Block>();
  #cost = 0;

  constructor(private readonly room = ROOM) {}

  get(n: number): Line | undefined {
    return this.#blocks.get(blockOf(n))?.get(n);
  }

  block(index: number): Block | undefined {
    return this.#blocks.get(index);
  }

  put(lines: Iterable<Line>): void {
    for (const line of lines) {
      const block = this.#block(blockOf(line.n));
      this.#cost -= block.cost;
      block.put(line);
      this.#cost += block.cost;
    }
    this.#makeRoom();
  }

  forget(n: number): void {
    const block = this.#blocks.get(blockOf(n));
    if (block === undefined) return;
    this.#cost -= block.cost;
    block.forget(n);
    this.#cost += block.cost;
  }

  /** Says that these are looked at: they are kept longest. */
  want({ from, to }: Range): void {
    for (let index = blockOf(from); index <= blockOf(to); index++) {
      const block = this.#blocks.get(index);
      if (block === undefined) continue;
      this.#blocks.delete(index);
      this.#blocks.set(index, block);
    }
  }

  /** The first run of neighbours within the range of which nothing is known. */
  unknown({ from, to }: Range): Range | null {
    let n = from;
    while (n <= to && this.#isKnown(n)) n = (this.gone.at(n)?.to ?? n) + 1;
    if (n > to) return null;
    let last = n;
    while (last < to && !this.#isKnown(last + 1)) last += 1;
    return { from: n, to: last };
  }

  #isKnown(n: number): boolean {
    return this.get(n) !== undefined || this.gone.at(n) !== undefined;
  }

  #block(index: number): Block {
    let block = this.#blocks.get(index);
    if (block === undefined) {
      block = new Block(index);
      this.#blocks.set(index, block);
      this.#cost += block.cost;
    }
    return block;
  }

  #makeRoom(): void {
    for (const [index, block] of this.#blocks) {
      if (this.#cost <= this.room || this.#blocks.size <= 4) return;
      this.#blocks.delete(index);
      this.#cost -= block.cost;
    }
  }
}
