import type { Block } from "../lines/block";
import type { Line } from "../lines/line";
import { styleAfter } from "../terminal/line_runs";
import { PLAIN, type Style } from "../terminal/style";

interface Styles {
  version: number;
  start: Style;
  /** By the line's place in its block. */
  before: readonly Style[];
  end: Style;
}

/** The styles that lines begin with: a colour goes on until it is ended. */
export class Carried {
  readonly #blocks = new WeakMap<Block, Styles>();
  readonly #lines = new WeakMap<Line, { before: Style; after: Style }>();

  /** `earlier` is the block before it: it is looked back no further than to its beginning. */
  before(n: number, block: Block, earlier: Block | undefined): Style {
    const start = earlier === undefined ? PLAIN : this.#of(earlier, PLAIN).end;
    const { before, end } = this.#of(block, start);
    return before[n - block.first] ?? end;
  }

  #of(block: Block, start: Style): Styles {
    const known = this.#blocks.get(block);
    if (known?.version === block.version && known.start === start) return known;
    const before: Style[] = [];
    let style = start;
    let next = block.first;
    for (const line of block.lines()) {
      if (line.n !== next) style = PLAIN; // what was between is not known
      before[line.n - block.first] = style;
      style = this.#after(line, style);
      next = line.n + 1;
    }
    const styles = { version: block.version, start, before, end: style };
    this.#blocks.set(block, styles);
    return styles;
  }

  #after(line: Line, before: Style): Style {
    const known = this.#lines.get(line);
    if (known?.before === before) return known.after;
    const after = styleAfter(line.text, before);
    if (after !== before) this.#lines.set(line, { before, after });
    return after;
  }
}
