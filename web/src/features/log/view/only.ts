import type { Row, Shown } from "./rows";
import type { Sparse } from "./sparse";

/** Lines of a kind, with some before and after each. */
export class Only implements Shown {
  constructor(
    private readonly sparse: Sparse,
    private readonly total: number,
    private readonly context: number,
    private readonly hasEnd: boolean,
  ) {}

  // Where the others are is not known: the bar stands for all lines.
  get size(): number {
    return this.total;
  }

  before(n: number): number {
    return n - 1;
  }

  at(index: number): number {
    return index + 1;
  }

  find(n: number, direction: 1 | -1): Row | null {
    if (n > this.total) {
      if (this.hasEnd && (direction === -1 || n === this.total + 1)) return this.#end();
      if (direction === 1) return null;
    }
    if (n < 1 && direction === -1) return null;
    const at = Math.min(n, this.total);
    const line = this.#line(at, direction);
    if (typeof line !== "number") return line ?? this.#after(direction);
    return line === at ? lineRow(line) : (this.#between(at) ?? lineRow(line));
  }

  /** The nearest line that is shown; what is not known on the way there comes first. */
  #line(n: number, direction: 1 | -1): number | Row | null {
    const from = Math.max(1, Math.min(this.total, n - direction * this.context));
    const found = this.sparse.find(from, direction, this.total);
    if (found === null) return null;
    if ("unknown" in found) return { kind: "unknown", ...found.unknown };
    const near = found.at - direction * this.context;
    return direction === 1 ? Math.max(n, near) : Math.min(n, near);
  }

  #after(direction: 1 | -1): Row | null {
    return direction === 1 && this.hasEnd ? this.#end() : null;
  }

  #end(): Row {
    return { kind: "end", from: this.total + 1, to: this.total + 1 };
  }

  /** Of lines with others around them it is said where some are left out. */
  #between(n: number): Row | null {
    if (this.context === 0) return null;
    const [before, after] = [this.#line(n, -1), this.#line(n, 1)];
    if (typeof before !== "number" || typeof after !== "number") return null;
    return { kind: "between", from: before + 1, to: after - 1 };
  }
}

function lineRow(n: number): Row {
  return { kind: "line", from: n, to: n };
}
