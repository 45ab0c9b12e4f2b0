import type { Log } from "../lines/log";
import type { LogServer, SearchReply } from "../lines/log_server";
import { Store } from "../store";
import { matching, type Pattern } from "../view/finders";
import { Seeker } from "../view/seeker";
import { Highlighter } from "./highlight";
import { Tally } from "./tally";

const PAUSE_MS = 1_500;
const REMEMBERED = 5_000;

export interface Searched {
  pattern: Pattern | null;
  tally: Tally | null;
  /** All lines that there were are counted. */
  isComplete: boolean;
  /** The line one is at, and the how manieth it is. */
  current: number | null;
  ordinal: number | null;
  error: unknown;
}

const NOTHING: Searched = {
  pattern: null,
  tally: null,
  isComplete: false,
  current: null,
  ordinal: null,
  error: null,
};

/** A search through all of a log, on the server: nothing of it has to be here. */
export class Search extends Store<Searched> {
  seeker: Seeker | null = null;
  highlighter: Highlighter | null = null;
  readonly #texts = new Map<number, string>();
  #stop = new AbortController();

  constructor(
    private readonly server: Pick<LogServer, "search">,
    private readonly log: Log,
    private readonly changed: () => void,
  ) {
    super(NOTHING);
  }

  /** Null ends it. */
  start(pattern: Pattern | null): void {
    this.#stop.abort();
    this.#stop = new AbortController();
    this.seeker?.close();
    this.#texts.clear();
    this.seeker = null;
    this.highlighter = null;
    this.set({ ...NOTHING, pattern });
    if (pattern === null) return;
    const finder = matching(this.server, pattern, (reply) => this.#remember(reply));
    this.seeker = new Seeker(finder, this.changed);
    const needle = pattern.regex ? (n: number) => this.#texts.get(n) ?? null : () => pattern.q;
    this.highlighter = new Highlighter(needle, (pattern.regex || pattern.case) ?? false);
    void this.#tell(this.#count(pattern, this.#stop.signal));
  }

  /** The nearest match from a line on, going round at the ends; null when there is none. */
  async go(n: number, direction: 1 | -1): Promise<number | null> {
    const { seeker, log } = this;
    if (seeker === null) return null;
    const { signal } = this.#stop;
    const found = await this.#tell(
      seeker
        .find(n, direction, log.total)
        .then((at) => at ?? seeker.find(direction === 1 ? 1 : log.total, direction, log.total)),
    );
    if (signal.aborted || found === undefined) return null;
    this.set({ ...this.get(), current: found, ordinal: null });
    void this.#tell(this.#place(signal));
    return found;
  }

  close(): void {
    this.start(null);
  }

  async #count(pattern: Pattern, signal: AbortSignal): Promise<void> {
    let tally = Tally.of(this.log.total);
    while (!signal.aborted) {
      const asked = { ...pattern, mark_every: tally.every, after_line: tally.upTo, limit: 1 };
      const reply = await this.server.search(asked, signal);
      // A log that has grown to many times its length has more parts than are told at once.
      if (!reply.complete && tally.isFull) tally = Tally.of(this.log.total);
      else tally.add(reply);
      this.set({ ...this.get(), tally, isComplete: reply.complete });
      await this.#place(signal);
      if (reply.complete && !(await this.#grown(tally.upTo, signal))) return;
    }
  }

  /** Waits for lines after the last one that was counted; false when there will be none. */
  async #grown(upTo: number, signal: AbortSignal): Promise<boolean> {
    while (!signal.aborted) {
      if (this.log.total > upTo) return true;
      if (this.log.final) return false;
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
    return false;
  }

  /** Finds out the how manieth the current match is. */
  async #place(signal: AbortSignal): Promise<void> {
    const { pattern, tally, current, ordinal } = this.get();
    if (pattern === null || tally === null || current === null) return;
    if (ordinal !== null || tally.upTo < current) return;
    const { first, count } = tally.before(current);
    const within = { after_line: first - 1, before_line: current + 1, limit: 1 };
    const reply = await this.server.search({ ...pattern, ...within }, signal);
    if (this.get().current === current) {
      this.set({ ...this.get(), ordinal: count + reply.count });
    }
  }

  async #tell<Value>(asked: Promise<Value>): Promise<Value | undefined> {
    const { signal } = this.#stop;
    try {
      return await asked;
    } catch (error) {
      if (!signal.aborted && !isAbort(error)) this.set({ ...this.get(), error });
      return undefined;
    }
  }

  // What matched is marked in its line by this text.
  #remember(reply: SearchReply): void {
    for (const { n, text, start, end } of reply.matches) {
      if (this.#texts.size >= REMEMBERED) this.#texts.clear();
      this.#texts.set(n, characters(text, start, end));
    }
  }
}

/** `start` and `end` count characters as the server does: code points. */
function characters(text: string, start: number, end: number): string {
  return Array.from(text).slice(start, end).join("");
}

function isAbort(error: unknown): boolean {
  return error instanceof DOMException && error.name === "AbortError";
}
