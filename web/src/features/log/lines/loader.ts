import { BLOCK, blockOf } from "./block";
import { clamp, type Line, type Range } from "./line";
import type { LineCache } from "./line_cache";
import type { LogServer } from "./log_server";

const AT_ONCE = 3;
/** Of lines that are long, fewer are asked for at once. */
const REQUEST_BYTES = 512 * 1024;
const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 30_000;

interface Job extends Range {
  stop: AbortController;
}

export interface Failure {
  error: unknown;
  /** When it is tried again, in milliseconds since 1970. */
  retryAt: number;
}

/** Gets the lines that are looked at, nearest first, and gives up those nobody looks at any more. */
export class Loader {
  failure: Failure | null = null;
  /** The mean length of a line, in bytes. */
  lineBytes = 100;
  #wanted: readonly Range[] = [];
  #last = 0;
  #exactly = false;
  readonly #jobs = new Set<Job>();
  #tries = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly server: Pick<LogServer, "lines" | "gapAt">,
    private readonly cache: LineCache,
    private readonly take: (lines: readonly Line[]) => void,
    private readonly changed: () => void,
  ) {}

  /**
   * The ranges that are looked at, the most urgent first; `last` is the last line that is whole.
   * Where nothing but these is wanted, they are asked for `exactly`.
   */
  want(wanted: readonly Range[], last: number, exactly = false): void {
    this.#wanted = wanted;
    this.#last = last;
    this.#exactly = exactly;
    for (const job of this.#jobs) {
      if (!wanted.some((range) => overlap(range, job))) this.#drop(job);
    }
    this.#go();
  }

  retry(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.failure = null;
    this.#go();
  }

  close(): void {
    this.want([], 0);
    clearTimeout(this.#timer);
  }

  #go(): void {
    while (this.#jobs.size < AT_ONCE && this.#timer === undefined) {
      const range = this.#next();
      if (range === null) return;
      const job = { ...range, stop: new AbortController() };
      this.#jobs.add(job);
      void this.#run(job);
    }
  }

  /** What to ask for next: whole blocks where lines are short, so that each is asked for once. */
  #next(): Range | null {
    const most = clamp(Math.floor(REQUEST_BYTES / this.lineBytes), 1, BLOCK);
    for (const wanted of this.#wanted) {
      const to = Math.min(wanted.to, this.#last);
      for (let from = wanted.from; from <= to; ) {
        const missing = this.cache.unknown({ from, to });
        if (missing === null) break;
        const running = [...this.#jobs].find((job) => overlap(job, missing));
        if (running === undefined) return this.#widened(missing, most);
        from = Math.max(missing.from, running.to) + 1;
      }
    }
    return null;
  }

  #widened({ from, to }: Range, most: number): Range {
    if (this.#exactly || most < BLOCK) return { from, to: Math.min(to, from + most - 1) };
    const first = blockOf(from) * BLOCK + 1;
    let start = from;
    while (start > first && this.cache.unknown({ from: start - 1, to: start - 1 })) start -= 1;
    return { from: start, to: Math.min(first + BLOCK - 1, this.#last) };
  }

  async #run(job: Job): Promise<void> {
    try {
      const { from, to, stop } = job;
      for await (const lines of this.server.lines({ from, to }, stop.signal)) {
        this.take(lines);
      }
      await this.#lookForGaps(job);
      this.#tries = 0;
      this.failure = null;
    } catch (error) {
      if (!job.stop.signal.aborted) this.#failed(error);
    }
    this.#jobs.delete(job);
    this.changed();
    this.#go();
  }

  /** What was asked for and not told of is gone: a log may have lost its middle. */
  async #lookForGaps(job: Job): Promise<void> {
    for (;;) {
      const missing = this.cache.unknown(job);
      if (missing === null || job.stop.signal.aborted) return;
      this.cache.gone.add((await this.server.gapAt(missing.from)) ?? missing);
    }
  }

  #failed(error: unknown): void {
    const wait = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** this.#tries);
    this.#tries += 1;
    this.failure = { error, retryAt: Date.now() + wait };
    this.#timer ??= setTimeout(() => this.retry(), wait);
  }

  #drop(job: Job): void {
    job.stop.abort();
    this.#jobs.delete(job);
  }
}

function overlap(one: Range, other: Range): boolean {
  return one.from <= other.to && other.from <= one.to;
}
