import { signOf } from "./glyphs";
import { type Run, sameLook } from "./runs";
import { Screen } from "./screen";
import { type Move, read, type Terminal } from "./sequences";
import { sgr } from "./sgr";
import { PLAIN, type Style } from "./style";

export interface Read {
  runs: readonly Run[];
  /** How the next line begins. */
  style: Style;
}

/** What a terminal would show of one line in the end. */
export function lineRuns(line: string, before: Style = PLAIN): Read {
  const text = line.endsWith("\r") ? line.replace(/\r+$/, "") : line;
  const typist = new Typist(before);
  read(text, typist);
  if (!typist.moved) return { runs: typist.runs, style: typist.style };
  const screen = new Screen<null>(before);
  screen.write(null, text);
  return { runs: screen.rows[0]?.cells.runs() ?? [], style: screen.style };
}

/** The style after a line, when nobody wants to see it. */
export function styleAfter(line: string, before: Style): Style {
  if (!line.includes("\x1b") && !line.includes("\x9b")) return before;
  const typist = new Typist(before);
  read(line, typist);
  return typist.style;
}

/** Most lines are only written on and on: for them no cells are made. */
class Typist implements Terminal {
  readonly runs: Run[] = [];
  moved = false;
  style: Style;
  #href: string | null = null;

  constructor(style: Style) {
    this.style = style;
  }

  print(text: string): void {
    if (this.moved) return;
    const last = this.runs.at(-1);
    const run = { text, style: this.style, href: this.#href, sign: null };
    if (last !== undefined && sameLook(last, run)) run.text = (this.runs.pop() as Run).text + text;
    this.runs.push(run);
  }

  unseen(character: string): void {
    if (this.moved) return;
    const { text, name } = signOf(character);
    this.runs.push({ text, style: this.style, href: this.#href, sign: name });
  }

  sgr(params: string): void {
    this.style = sgr(this.style, params);
  }

  link(href: string | null): void {
    this.#href = href;
  }

  move(to: Move): void {
    // "ESC [ K" after a colour, as grep and GNU programs write it, erases nothing on such a line.
    if (to !== "erase-right" && to !== "erase-below") this.moved = true;
  }
}
