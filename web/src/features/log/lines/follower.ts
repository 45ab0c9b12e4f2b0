import { Flood } from "./flood";
import type { Line } from "./line";
import type { Gap, LogServer } from "./log_server";

/** Above this the newest lines are looked at now and then, instead of each being taken. */
const LINES_PER_SECOND = 20_000;
const CHARACTERS_PER_SECOND = 6_000_000;
const SKIM_MS = 250;
const SKIM_LINES = 500;
const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 30_000;

export type Phase = "idle" | "connecting" | "live" | "skimming" | "retrying" | "over" | "denied";

export interface Taker {
  lines(lines: readonly Line[]): void;
  /** The last line, which has no end yet. */
  partial(line: Line): void;
  gap(gap: Gap): void;
  changed(): void;
}

/**
 * Takes the lines of a log as they are written, each once and in order, whatever happens to the
 * connection: it goes on after the last one it took.
 */
export class Follower {
  phase: Phase = "idle";
  /** When it is tried again, in milliseconds since 1970. */
  retryAt: number | null = null;
  tries = 0;
  #next = 1;
  #stop: (() => void) | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #flood = new Flood(LINES_PER_SECOND, CHARACTERS_PER_SECOND);

  constructor(
    private readonly server: Pick<LogServer, "follow" | "lines">,
    private readonly taker: Taker,
  ) {}

  get isOn(): boolean {
    return this.phase !== "idle" && this.phase !== "over" && this.phase !== "denied";
  }

  start(from: number): void {
    this.stop();
    this.#next = from;
    this.#connect();
  }

  stop(): void {
    this.#end();
    this.tries = 0;
    this.#become("idle");
  }

  retry(): void {
    if (this.phase === "retrying") this.#connect();
  }

  #connect(): void {
    this.#end();
    this.#become(this.phase === "retrying" ? "retrying" : "connecting");
    this.#flood = new Flood(LINES_PER_SECOND, CHARACTERS_PER_SECOND);
    this.#stop = this.server.follow(this.#next, {
      opened: () => this.#opened(),
      lines: (lines) => this.#take(lines),
      partial: (line) => this.taker.partial(line),
      gap: (gap) => {
        this.#next = Math.max(this.#next, gap.to + 1);
        this.taker.gap(gap);
      },
      ended: (reason) => this.#ended(reason),
      failed: () => this.#wait(),
    });
  }

  #opened(): void {
    this.tries = 0;
    this.#become("live");
  }

  #take(lines: readonly Line[]): void {
    const news = lines.filter((line) => line.n >= this.#next);
    this.#next = (news.at(-1)?.n ?? this.#next - 1) + 1;
    this.taker.lines(news);
    const characters = news.reduce((sum, line) => sum + line.text.length, 0);
    if (this.#flood.isTooMuch(news.length, characters, performance.now())) this.#skim();
  }

  #ended(reason: string | null): void {
    this.#end();
    if (reason === null || reason === "deleted") this.#become("over");
    else if (reason === "access_ended") this.#become("denied");
    else this.#wait();
  }

  #wait(): void {
    this.#end();
    const wait = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** this.tries);
    this.tries += 1;
    this.#timer = setTimeout(() => this.#connect(), wait);
    this.#become("retrying", Date.now() + wait);
  }

  #skim(): void {
    this.#end();
    this.#become("skimming");
    const stop = new AbortController();
    this.#stop = () => stop.abort();
    void this.#skimOn(stop.signal);
  }

  async #skimOn(signal: AbortSignal): Promise<void> {
    try {
      for (;;) {
        const [before, began] = [this.#next, performance.now()];
        await new Promise((resolve) => setTimeout(resolve, SKIM_MS));
        if (signal.aborted) return;
        for await (const lines of this.server.lines({ tail: SKIM_LINES }, signal)) {
          this.taker.lines(lines);
          // The last one may have no end yet: it is asked for again.
          this.#next = lines.at(-1)?.n ?? this.#next;
        }
        const seconds = (performance.now() - began) / 1000;
        if ((this.#next - before) / seconds < LINES_PER_SECOND / 2) return this.#connect();
      }
    } catch {
      if (!signal.aborted) this.#wait();
    }
  }

  #end(): void {
    clearTimeout(this.#timer);
    this.#stop?.();
    this.#stop = null;
  }

  #become(phase: Phase, retryAt: number | null = null): void {
    this.phase = phase;
    this.retryAt = retryAt;
    this.taker.changed();
  }
}
