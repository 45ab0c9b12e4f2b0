import { Follower, type Phase } from "./follower";
import { clamp, type Line, type Range } from "./line";
import { LineCache } from "./line_cache";
import { type Failure, Loader } from "./loader";
import type { Gap, LogServer } from "./log_server";
import { Pacer } from "./pacer";

/** What the task says of its log. */
export interface Facts {
  lines: number;
  bytes: number;
  /** Nothing will be written any more. */
  final: boolean;
  /** The server died meanwhile: what it had not kept is nowhere, though it was seen here. */
  interrupted?: boolean;
}

/** What of a log is looked at. */
export interface Look {
  /** The most urgent first. */
  ranges: readonly Range[];
  /** Lines far apart, of which those between are not wanted. */
  exactly?: boolean;
  /** The end is in sight, or followed: lines are taken as they are written. */
  end: boolean;
}

/** So many lines before the end are taken with it. */
const TAIL = 400;
const TAIL_BYTES = 512 * 1024;

/**
 * The output of one attempt of a task, as far as it is known here: never all of it.
 *
 * Whoever shows it says what is looked at, and is told when more is known.
 */
export class Log {
  readonly cache = new LineCache();
  /** How many lines there are. */
  total = 0;
  /** Lines of stderr that were seen to be written. */
  errors = 0;
  version = 0;
  #facts: Facts = { lines: 0, bytes: 0, final: false };
  #partial: Line | null = null;
  // A line that may have grown since it was asked for.
  #unsure: number | null = null;
  #look: Look = { ranges: [], end: false };
  #awake = true;
  #tail: AbortController | null = null;
  readonly #pacer = new Pacer(() => {
    for (const watcher of this.#watchers) watcher();
  });
  readonly #watchers = new Set<() => void>();
  readonly #readers = new Set<(lines: readonly Line[]) => void>();
  readonly #loader: Loader;
  readonly #follower: Follower;

  constructor(private readonly server: LogServer) {
    this.#loader = new Loader(
      server,
      this.cache,
      (lines) => this.#take(lines),
      () => this.changed(),
    );
    this.#follower = new Follower(server, {
      lines: (lines) => this.#written(lines),
      partial: (line) => this.#begun(line),
      gap: (gap) => this.#lost(gap),
      changed: () => this.changed(),
    });
  }

  // What is known

  line(n: number): Line | undefined {
    return this.#partial?.n === n ? this.#partial : this.cache.get(n);
  }

  /** The last line so far, while it is written. */
  get partial(): Line | null {
    return this.#partial;
  }

  get final(): boolean {
    return this.#facts.final;
  }

  get phase(): Phase {
    return this.#follower.phase;
  }

  get retryAt(): number | null {
    return this.#follower.retryAt ?? this.failure?.retryAt ?? null;
  }

  get tries(): number {
    return this.#follower.tries;
  }

  get failure(): Failure | null {
    return this.#loader.failure;
  }

  // What is asked of it

  know(facts: Facts): void {
    if (facts.final !== this.#facts.final) this.changed();
    this.#facts = facts;
    if (facts.lines > 0) this.#loader.lineBytes = facts.bytes / facts.lines;
    if (facts.final && this.phase === "idle") this.#rest();
    this.#grow(facts.lines);
    if (facts.interrupted) this.#shrink(facts.lines);
    this.#act();
  }

  look(look: Look): void {
    this.#look = look;
    for (const range of look.ranges) this.cache.want(range);
    this.#act();
  }

  /** Nobody sees a hidden page: its connection is another one's. */
  wake(awake: boolean): void {
    this.#awake = awake;
    this.#act();
  }

  retry(): void {
    this.#loader.retry();
    this.#follower.retry();
    this.#act();
  }

  /** Asks for nothing more, until it is looked at again. */
  close(): void {
    this.#look = { ranges: [], end: false };
    this.#loader.close();
    this.#rest();
  }

  /** Called at the next frame, or a few later when there is no end of news. */
  subscribe = (watcher: () => void): (() => void) => {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  };

  /** Called with all lines that come, in order, from wherever. */
  onLines(reader: (lines: readonly Line[]) => void): () => void {
    this.#readers.add(reader);
    return () => this.#readers.delete(reader);
  }

  // What it does about it

  #act(): void {
    const whole = this.final ? this.total : this.total - 1;
    this.#loader.want(this.#look.ranges, whole, this.#look.exactly);
    if (this.final ? this.phase === "retrying" : !this.#look.end || !this.#awake) this.#rest();
    else if (!this.final && !this.#isTaking) void this.#catchUp();
  }

  get #isTaking(): boolean {
    return this.phase !== "idle" || this.#tail !== null;
  }

  /** Takes no more lines as they are written. What it has of an unfinished one is soon wrong. */
  #rest(): void {
    this.#tail?.abort();
    this.#tail = null;
    if (this.phase !== "idle") this.#follower.stop();
    if (this.#unsure !== null) this.cache.forget(this.#unsure);
    this.#unsure = null;
    this.#partial = null;
  }

  /** The end as it is now first, however far it is; then what comes after it. */
  async #catchUp(): Promise<void> {
    const tail = clamp(Math.floor(TAIL_BYTES / this.#loader.lineBytes), 1, TAIL);
    const stop = new AbortController();
    this.#tail = stop;
    let last = 0;
    try {
      for await (const lines of this.server.lines({ tail }, stop.signal)) {
        last = lines.at(-1)?.n ?? last;
        this.#take(lines);
      }
    } catch {
      if (stop.signal.aborted) return;
      last = this.total; // the follower tries again, and says so
    }
    if (stop.signal.aborted) return;
    this.#tail = null;
    this.#unsure = last > 0 ? last : null;
    this.#follower.start(Math.max(1, last));
  }

  #written(lines: readonly Line[]): void {
    for (const line of lines) {
      if (line.s === "err") this.errors += 1;
      if (line.n === this.#unsure) this.#unsure = null;
    }
    const last = lines.at(-1)?.n ?? 0;
    if (this.#partial !== null && this.#partial.n <= last) this.#partial = null;
    this.#take(lines);
  }

  #take(lines: readonly Line[]): void {
    this.cache.put(lines);
    this.#grow(lines.at(-1)?.n ?? 0);
    for (const reader of this.#readers) reader(lines);
    this.changed();
  }

  #begun(line: Line): void {
    this.#partial = line;
    this.#grow(line.n);
    this.changed();
  }

  #lost(gap: Gap): void {
    this.cache.gone.add(gap);
    this.#grow(gap.to);
    this.changed();
  }

  #grow(total: number): void {
    if (total <= this.total) return;
    this.total = total;
    this.changed();
  }

  #shrink(total: number): void {
    for (let n = total + 1; n <= this.total; n++) this.cache.forget(n);
    if (total < this.total) this.changed();
    this.total = Math.min(total, this.total);
  }

  /** What is shown of it is another thing now. */
  changed(): void {
    this.version += 1;
    this.#pacer.news();
  }
}
