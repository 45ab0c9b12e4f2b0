import type { SearchReply } from "../lines/log_server";

/** So many parts of a log are told apart beside the scrollbar. */
const PARTS = 400;
const MOST_PARTS = 900;

/** How many lines match, in all and in each part of a log. */
export class Tally {
  count = 0;
  /** It was counted up to this line. */
  upTo = 0;
  /** How many match in the part that begins at a line. */
  readonly parts = new Map<number, number>();

  constructor(readonly every: number) {}

  static of(total: number): Tally {
    return new Tally(Math.max(1, Math.ceil(total / PARTS)));
  }

  get isFull(): boolean {
    return this.parts.size > MOST_PARTS;
  }

  add(reply: Pick<SearchReply, "count" | "to_line" | "marks">): void {
    this.count += reply.count;
    this.upTo = Math.max(this.upTo, reply.to_line);
    for (const { line, count } of reply.marks ?? []) {
      this.parts.set(line, (this.parts.get(line) ?? 0) + count);
    }
  }

  /** The first line of the part that a line is in, and how many match before that. */
  before(n: number): { first: number; count: number } {
    const first = Math.floor((n - 1) / this.every) * this.every + 1;
    let count = 0;
    for (const [line, matching] of this.parts) if (line < first) count += matching;
    return { first, count };
  }
}
