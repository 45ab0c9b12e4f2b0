import { Cells } from "./cells";
import { signOf } from "./glyphs";
import type { Run } from "./runs";
import { type Move, read, type Terminal } from "./sequences";
import { sgr } from "./sgr";
import { PLAIN, type Style } from "./style";

/** How far up a program may go to draw anew. */
const HEIGHT = 50;
/** Wider than anything a program draws on purpose. */
const WIDTH = 10_000;

/** Some rows of a terminal, the newest at the bottom. Each belongs to the line that began it. */
export class Screen<Line> implements Terminal {
  readonly rows: { line: Line; cells: Cells }[] = [];
  style: Style;
  #href: string | null = null;
  #row = 0;
  #column = 0;
  #line: Line | undefined;

  constructor(style: Style = PLAIN) {
    this.style = style;
  }

  /** The next line of output: it begins a row only where the cursor is below all others. */
  write(line: Line, text: string): void {
    this.#line = line;
    this.#column = 0;
    read(text, this);
    if (this.#row === this.rows.length) this.#begin();
    this.#row += 1;
  }

  print(text: string): void {
    this.#put({ text, style: this.style, href: this.#href, sign: null });
  }

  unseen(character: string): void {
    const { text, name } = signOf(character);
    this.#put({ text, style: this.style, href: this.#href, sign: name });
  }

  sgr(params: string): void {
    this.style = sgr(this.style, params);
  }

  link(href: string | null): void {
    this.#href = href;
  }

  move(to: Move, count: number): void {
    const cells = this.rows[this.#row]?.cells;
    const lowest = this.rows.length;
    if (to === "start") this.#column = 0;
    else if (to === "back") this.#column = Math.max(0, this.#column - count);
    else if (to === "forward") this.#column = Math.min(WIDTH, this.#column + count);
    else if (to === "column") this.#column = Math.min(WIDTH, count - 1);
    else if (to === "up") this.#row = Math.max(0, lowest - HEIGHT, this.#row - count);
    else if (to === "down") this.#row = Math.min(lowest, this.#row + count);
    else if (to === "erase-left") cells?.eraseUpTo(this.#column);
    else if (to === "erase-line") cells?.eraseFrom(0);
    else {
      cells?.eraseFrom(this.#column);
      if (to === "erase-below") {
        for (const row of this.rows.slice(this.#row + 1)) row.cells.eraseFrom(0);
      }
    }
  }

  #put(run: Run): void {
    const row = this.rows[this.#row] ?? this.#begin();
    this.#column = row.cells.write(run, this.#column);
  }

  #begin() {
    const row = { line: this.#line as Line, cells: new Cells() };
    this.rows.push(row);
    return row;
  }
}
