/** How long the browser takes to scroll where a turn of the wheel sends it. */
const TAKES_MS = 400;
/** So near to the end is at the end: fractions of pixels, a border. */
export const SLACK = 4;

interface End {
  at: number;
  y: number;
  bottom: number;
}

/**
 * Whether one has reached the end of what is written all the time.
 *
 * Who scrolls to the end comes to where it was when they set out: it is further now.
 */
export class Reach {
  #ends: End[] = [];

  /** The rows were laid: they begin at `y` and end at `bottom`. */
  laid(y: number, bottom: number, now: number): void {
    const last = this.#ends.at(-1);
    // Laid elsewhere: what was known of the end says nothing any more.
    if (last !== undefined && (last.y !== y || bottom < last.bottom)) this.#ends = [];
    else if (last?.bottom === bottom) return;
    this.#ends = this.#recent(now);
    this.#ends.push({ at: now, y, bottom });
  }

  /** `edge` is the lower edge of what is in sight. */
  isReached(edge: number, now: number): boolean {
    const [then] = this.#recent(now);
    return then !== undefined && edge >= then.bottom - SLACK;
  }

  /** The end as it was then, and as it became since. */
  #recent(now: number): End[] {
    const first = this.#ends.findLastIndex(({ at }) => at <= now - TAKES_MS);
    return this.#ends.slice(Math.max(0, first));
  }
}
