import { Ranges } from "../lines/ranges";
import type { Row, Shown } from "./rows";

/** All lines, but for what is folded away, gone, or drawn over by others. */
export class Whole implements Shown {
  readonly #left: Ranges;

  constructor(
    private readonly total: number,
    private readonly folded: Ranges,
    private readonly gone: Ranges,
    private readonly isDrawnOver: (n: number) => boolean,
    private readonly hasEnd: boolean,
  ) {
    this.#left = new Ranges([...folded.all, ...gone.all]);
  }

  get size(): number {
    return this.total - this.#left.lines;
  }

  before(n: number): number {
    return n - 1 - this.#left.before(n);
  }

  at(index: number): number {
    return this.#left.outside(index);
  }

  find(n: number, direction: 1 | -1): Row | null {
    let at = direction === -1 ? Math.min(n, this.total + (this.hasEnd ? 1 : 0)) : n;
    for (;;) {
      if (at < 1) return null;
      if (at > this.total) return this.#end(at);
      const folded = this.folded.at(at);
      const gone = this.gone.at(at);
      if (folded !== undefined) at = direction === 1 ? folded.to + 1 : folded.from - 1;
      else if (gone !== undefined) return { kind: "gone", ...gone };
      else if (this.isDrawnOver(at)) at += direction;
      else return { kind: "line", from: at, to: at };
    }
  }

  #end(n: number): Row | null {
    const last = this.total + 1;
    return this.hasEnd && n === last ? { kind: "end", from: last, to: last } : null;
  }
}
