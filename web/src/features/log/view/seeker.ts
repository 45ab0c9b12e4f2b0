import type { Range } from "../lines/line";
import type { Finder } from "./finders";
import { Sparse } from "./sparse";

/** How soon it is looked again where new lines may have come. */
const PAUSE_MS = 500;

/** Looks for lines of a kind where somebody wants to know of them. */
export class Seeker {
  readonly sparse = new Sparse();
  version = 0;
  error: unknown = null;
  #looking: AbortController | null = null;
  #lookedAt = Number.NEGATIVE_INFINITY;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly finder: Finder,
    private readonly changed: () => void,
  ) {}

  /** Looks through a part of the range, from its end that is nearer to what somebody reads. */
  need(range: Range, direction: 1 | -1): void {
    if (this.#looking !== null || this.#timer !== undefined || this.error !== null) return;
    const wait = this.#lookedAt + PAUSE_MS - performance.now();
    const n = direction === 1 ? range.from : range.to;
    const look = () => {
      this.#timer = undefined;
      void this.#look(n, direction, range.to).catch(() => undefined);
    };
    // What was just looked for is looked for again only when lines were written meanwhile.
    if (wait > 0 && this.sparse.covered.at(n - 1)) this.#timer = setTimeout(look, wait);
    else look();
  }

  /** The first one from the line on; null when there is none. Throws what went wrong. */
  async find(n: number, direction: 1 | -1, last: number): Promise<number | null> {
    for (let at = n; ; ) {
      const found = this.sparse.find(at, direction, last);
      if (found === null) return null;
      if ("at" in found) return found.at;
      const { from, to } = found.unknown;
      // Looked at from where it is entered, which may be within it.
      at = direction === 1 ? Math.max(at, from) : Math.min(at, to);
      await this.#look(at, direction, last);
    }
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#looking?.abort();
    this.#looking = null;
  }

  async #look(n: number, direction: 1 | -1, last: number): Promise<void> {
    this.close();
    const stop = new AbortController();
    this.#looking = stop;
    try {
      const { range, lines } = await this.finder(n, direction, last, stop.signal);
      this.sparse.learn(range, lines);
    } catch (error) {
      if (!stop.signal.aborted) this.error = error;
      throw error;
    } finally {
      if (this.#looking === stop) this.#looking = null;
      this.#lookedAt = performance.now();
      this.version += 1;
      if (!stop.signal.aborted) this.changed();
    }
  }
}
