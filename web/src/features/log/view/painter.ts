import { type Block, blockOf } from "../lines/block";
import type { Line } from "../lines/line";
import type { Log } from "../lines/log";
import { lineRuns } from "../terminal/line_runs";
import { goesUp, redrawn } from "../terminal/redraw";
import { cut, type Run } from "../terminal/runs";
import { PLAIN, type Style } from "../terminal/style";
import { Carried } from "./carried";

/** What of a line is drawn until somebody wants all of it. */
export const SHOWN_CHARACTERS = 10_000;

type Left = Map<Line, readonly Run[]>;

/**
 * How lines look.
 *
 * A colour that is not ended goes on in the next lines, and bars are drawn over earlier ones, so
 * how a line looks depends on those before it. A view of a few hundred out of millions cannot begin
 * at the first: for colours it is looked back to the beginning of the block before, for bars to the
 * beginning of the line's own. How one came to a line then makes no difference.
 */
export class Painter {
  readonly #carried = new Carried();
  readonly #painted = new WeakMap<Line, { before: Style; runs: readonly Run[] }>();
  readonly #redraws = new WeakMap<
    Block,
    { version: number; last: Line | null; left: Left | null }
  >();

  constructor(private readonly log: Log) {}

  /** Undefined for a line that nobody knows yet; empty for one that only drew over others. */
  runs(n: number): readonly Run[] | undefined {
    const line = this.log.line(n);
    if (line === undefined) return undefined;
    const left = this.#left(n);
    return left === null ? this.#alone(line) : (left.get(line) ?? []);
  }

  /** Whether there is nothing left to see of it but what it did to others. */
  isDrawnOver(n: number): boolean {
    const line = this.log.line(n);
    const left = line === undefined ? null : this.#left(n);
    return line !== undefined && left !== null && !left.has(line);
  }

  #alone(line: Line): readonly Run[] {
    const before = this.#before(line.n);
    const known = this.#painted.get(line);
    if (known?.before === before) return known.runs;
    const runs = cut(lineRuns(line.text, before).runs, SHOWN_CHARACTERS);
    this.#painted.set(line, { before, runs });
    return runs;
  }

  #before(n: number): Style {
    const { cache } = this.log;
    const block = cache.block(blockOf(n));
    return block ? this.#carried.before(n, block, cache.block(blockOf(n) - 1)) : PLAIN;
  }

  /** What is left of the lines of its block; null where each stays as it was written. */
  #left(n: number): Left | null {
    const block = this.log.cache.block(blockOf(n));
    if (block === undefined) return null;
    const { partial } = this.log;
    const last = partial !== null && blockOf(partial.n) === block.index ? partial : null;
    const known = this.#redraws.get(block);
    if (known?.version === block.version && known.last === last) return known.left;
    const lines = last === null ? block.lines() : [...block.lines(), last];
    const left = lines.some((line) => goesUp(line.text)) ? this.#redrawn(lines) : null;
    this.#redraws.set(block, { version: block.version, last, left });
    return left;
  }

  #redrawn(lines: readonly Line[]): Left {
    const left = redrawn(lines, this.#before(lines[0]?.n ?? 1));
    for (const [line, runs] of left) left.set(line, cut(runs, SHOWN_CHARACTERS));
    return left;
  }
}
