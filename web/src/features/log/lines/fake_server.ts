import type { Line, Range } from "./line";
import type { Gap, LogServer, SearchReply, Wanted } from "./log_server";
import type { Hear } from "./stream";

/** A server with one log that tests write. */
export class FakeServer implements LogServer {
  readonly asked: Wanted[] = [];
  readonly aborted: Wanted[] = [];
  isSlow = false;
  isDown = false;
  tries = 0;
  #last = 0;
  #gap: Range | null = null;
  #hears = new Set<Hear>();

  get followers(): number {
    return this.#hears.size;
  }

  write(count: number): void {
    const first = this.#last + 1;
    this.#last += count;
    for (const hear of this.#hears) hear.lines(this.#lines(first, this.#last));
  }

  begin(text: string): void {
    for (const hear of this.#hears) hear.partial?.({ ...lineOf(this.#last + 1), text });
  }

  drop(from: number, to: number): void {
    this.#gap = { from, to };
  }

  hangUp(): void {
    for (const hear of this.#take()) hear.failed();
  }

  end(): void {
    for (const hear of this.#take()) hear.ended(null);
  }

  async *lines(wanted: Wanted, signal: AbortSignal): AsyncGenerator<Line[]> {
    if (wanted.tail === undefined) this.asked.push(wanted);
    signal.addEventListener("abort", () => this.aborted.push(wanted));
    if (this.isDown) throw new TypeError("nobody answers");
    if (this.isSlow) await new Promise(() => undefined);
    const { tail, from = 1, to = this.#last } = wanted;
    yield this.#lines(tail === undefined ? from : Math.max(1, this.#last - tail + 1), to);
  }

  async gapAt(n: number): Promise<Gap | null> {
    return this.#gap && n >= this.#gap.from && n <= this.#gap.to
      ? { ...this.#gap, bytes: 1 }
      : null;
  }

  follow(from: number, hear: Hear): () => void {
    this.tries += 1;
    if (this.isDown) {
      queueMicrotask(() => hear.failed());
      return () => undefined;
    }
    this.#hears.add(hear);
    queueMicrotask(() => {
      hear.opened?.();
      if (from <= this.#last) hear.lines(this.#lines(from, this.#last));
    });
    return () => this.#hears.delete(hear);
  }

  async search(): Promise<SearchReply> {
    return {
      matches: [],
      count: 0,
      from_line: 1,
      to_line: this.#last,
      complete: true,
      next_line: null,
      marks: null,
    };
  }

  async whole(n: number): Promise<{ text: string; cut: boolean }> {
    return { text: lineOf(n).text, cut: false };
  }

  #lines(from: number, to: number): Line[] {
    const lines: Line[] = [];
    for (let n = from; n <= Math.min(to, this.#last); n++) {
      if (this.#gap === null || n < this.#gap.from || n > this.#gap.to) lines.push(lineOf(n));
    }
    return lines;
  }

  #take(): Hear[] {
    const all = [...this.#hears];
    this.#hears.clear();
    return all;
  }
}

function lineOf(n: number): Line {
  return { n, t: "2026-11-20T14:00:00.000Z", s: "out", text: `line ${n}`, cut: false };
}
