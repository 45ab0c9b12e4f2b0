import type { Line } from "../lines/line";
import type { Log } from "../lines/log";
import type { LogServer, Stream } from "../lines/log_server";
import { ofStream } from "./finders";
import { Seeker } from "./seeker";

const WORDS = { out: "stdout", err: "stderr" } as const;

/** Where the lines of each stream are, as far as somebody wanted to know. */
export class Kinds {
  readonly #seekers = new Map<Stream, Seeker>();

  constructor(
    private readonly server: LogServer,
    private readonly log: Log,
  ) {}

  of(stream: Stream): Seeker {
    let seeker = this.#seekers.get(stream);
    if (seeker === undefined) {
      const { log } = this;
      const finder = ofStream(this.server, stream, (lines) => log.cache.put(lines));
      seeker = new Seeker(finder, () => log.changed());
      this.#seekers.set(stream, seeker);
    }
    return seeker;
  }

  /** Lines that were told one after the other: what is known goes on where they begin. */
  lines(lines: readonly Line[]): void {
    const [first, last] = [lines[0], lines.at(-1)];
    if (first === undefined || last === undefined) return;
    const range = { from: first.n, to: last.n };
    const isWhole = last.n - first.n + 1 === lines.length;
    for (const [stream, { sparse }] of this.#seekers) {
      const goesOn = first.n === 1 || sparse.covered.at(first.n - 1) !== undefined;
      if (!isWhole || !goesOn) continue;
      sparse.learn(
        range,
        lines.filter(({ s }) => WORDS[s] === stream).map(({ n }) => n),
      );
    }
  }

  close(): void {
    for (const seeker of this.#seekers.values()) seeker.close();
  }
}
