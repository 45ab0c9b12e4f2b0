import { type Run, sameLook } from "./runs";
import { PLAIN } from "./style";

const SPACE: Run = { text: " ", style: PLAIN, href: null, sign: null };
const ASCII = /^[ -~\t]*$/;
// What makes one character of several: accents, joiners, flags, skin tones.
const JOINS = /\p{M}|\u200d|[\u{1f1e6}-\u{1f1ff}\u{1f3fb}-\u{1f3ff}]/u;
const clusters = new Intl.Segmenter(undefined, { granularity: "grapheme" });

/** A line of a screen: what is written over something takes its place. */
export class Cells {
  // Each a character, as people count them: a letter with its accents is one.
  // Until something is written over them, neighbours in ASCII may stand together. Where nothing was
  // written there is none: a cursor goes far to the right more quickly than spaces are made.
  #cells: (Run | undefined)[] = [];
  #length = 0;
  #together = false;

  /** Returns the column after what was written. */
  write(run: Run, column: number): number {
    if (column !== this.#length) this.#takeApart();
    const end = column + this.#put(run, column);
    this.#length = Math.max(this.#length, end);
    return end;
  }

  eraseFrom(column: number): void {
    if (column >= this.#length) return;
    this.#takeApart();
    this.#cells.length = column;
    this.#length = column;
  }

  eraseUpTo(column: number): void {
    this.#takeApart();
    this.#cells.fill(SPACE, 0, Math.min(column + 1, this.#length));
  }

  runs(): Run[] {
    const runs: Run[] = [];
    let last: Run | undefined;
    for (const cell of Array.from(this.#cells, (written) => written ?? SPACE)) {
      if (last !== undefined && cell.sign === null && sameLook(last, cell)) {
        last = { ...last, text: last.text + cell.text };
        runs[runs.length - 1] = last;
      } else {
        last = cell;
        runs.push(cell);
      }
    }
    return runs;
  }

  #put(run: Run, column: number): number {
    if (run.sign !== null) {
      this.#cells[this.#together ? this.#cells.length : column] = run;
      return 1;
    }
    if (column === this.#length && run.text.length > 1 && ASCII.test(run.text)) {
      this.#cells.push(run);
      this.#together = true;
      return run.text.length;
    }
    const texts = characters(run.text);
    const at = this.#together ? this.#cells.length : column;
    texts.forEach((text, i) => {
      this.#cells[at + i] = { ...run, text };
    });
    return texts.length;
  }

  #takeApart(): void {
    if (!this.#together) return;
    this.#together = false;
    this.#cells = Array.from(this.#cells).flatMap((run) =>
      run === undefined || run.sign !== null || run.text.length === 1
        ? [run]
        : characters(run.text).map((text) => ({ ...run, text })),
    );
  }
}

function characters(text: string): string[] {
  if (!JOINS.test(text)) return Array.from(text);
  return Array.from(clusters.segment(text), ({ segment }) => segment);
}
