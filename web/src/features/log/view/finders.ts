import type { Line, Range } from "../lines/line";
import type { LogServer, SearchQuery, SearchReply, Stream } from "../lines/log_server";

export interface Looked {
  /** What was looked through: it has the line that was asked for. */
  range: Range;
  /** Those of the kind in it, in order. */
  lines: readonly number[];
}

/** Looks for lines of a kind from a line on, in one direction, as far as it goes at once. */
export type Finder = (
  n: number,
  direction: 1 | -1,
  last: number,
  signal: AbortSignal,
) => Promise<Looked>;

const ENOUGH = 300;
const WINDOW = 4_096;
const TOO_MANY = 4 * WINDOW;

export type Pattern = Pick<SearchQuery, "q" | "regex" | "case">;

/** Lines that match. */
export function matching(
  server: Pick<LogServer, "search">,
  pattern: Pattern,
  told: (reply: SearchReply) => void,
): Finder {
  return async (n, direction, last, signal) => {
    const where =
      direction === 1
        ? { after_line: n - 1, before_line: last + 1 }
        : { before_line: n + 1, last: true };
    const query = { ...pattern, ...where, limit: ENOUGH, count: false };
    const reply = await server.search(query, signal);
    told(reply);
    const lines = reply.matches.map((match) => match.n);
    // Where not all are listed, it is known as far as the last one that is.
    const listed = lines.length === reply.count;
    const from = listed || direction === 1 ? reply.from_line : (lines[0] ?? n);
    const to = listed || direction === -1 ? reply.to_line : (lines.at(-1) ?? n);
    return { range: { from: Math.min(n, from), to: Math.max(n, to) }, lines };
  };
}

/** Lines that were written to one of the two streams. */
export function ofStream(
  server: Pick<LogServer, "lines">,
  stream: Stream,
  take: (lines: readonly Line[]) => void,
): Finder {
  /** As far as there are `most`, or to the end of the range. */
  async function read(range: Range, most: number, signal: AbortSignal): Promise<Looked> {
    const found: number[] = [];
    for await (const lines of server.lines({ ...range, stream }, signal)) {
      take(lines);
      for (const line of lines) found.push(line.n);
      if (found.length >= most) return { range: { ...range, to: found.at(-1) ?? 0 }, lines: found };
    }
    return { range, lines: found };
  }

  return async (n, direction, last, signal) => {
    if (direction === 1) return read({ from: n, to: last }, ENOUGH, signal);
    // They are only told forwards: parts before the line are read, larger ones where there are few.
    let looked: Looked = { range: { from: n + 1, to: n }, lines: [] };
    for (let size = WINDOW; ; ) {
      const to = looked.range.from - 1;
      const from = Math.max(1, to - size + 1);
      const part = await read({ from, to }, size > WINDOW ? TOO_MANY : size, signal);
      if (part.range.to < to) {
        size /= 4;
        continue;
      }
      looked = { range: { from, to: n }, lines: [...part.lines, ...looked.lines] };
      if (from === 1 || looked.lines.length >= ENOUGH) return looked;
      size *= 4;
    }
  };
}
