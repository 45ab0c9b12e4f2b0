const WINDOW_MS = 500;

/** Whether more is written than anybody could read, or this page could take in. */
export class Flood {
  #since = Number.NEGATIVE_INFINITY;
  #lines = 0;
  #characters = 0;

  constructor(
    private readonly linesPerSecond: number,
    private readonly charactersPerSecond: number,
  ) {}

  /** Says what came at `now`, in milliseconds; true when it is too much. */
  isTooMuch(lines: number, characters: number, now: number): boolean {
    if (now - this.#since > WINDOW_MS) {
      this.#since = now;
      this.#lines = 0;
      this.#characters = 0;
    }
    this.#lines += lines;
    this.#characters += characters;
    const share = WINDOW_MS / 1000;
    return (
      this.#lines > this.linesPerSecond * share ||
      this.#characters > this.charactersPerSecond * share
    );
  }
}
