/** Nobody reads what is drawn more often. */
const DRAWN_EVERY_MS = 40;

/** Tells that there is news: at the next frame, or a few later where there is no end of news. */
export class Pacer {
  #frame = 0;
  #toldAt = Number.NEGATIVE_INFINITY;

  constructor(private readonly tell: () => void) {}

  news(): void {
    this.#frame ||= requestAnimationFrame(this.#turn);
  }

  #turn = (now: number): void => {
    const isSoon = now - this.#toldAt < DRAWN_EVERY_MS;
    this.#frame = isSoon ? requestAnimationFrame(this.#turn) : 0;
    if (isSoon) return;
    this.#toldAt = now;
    this.tell();
  };
}
