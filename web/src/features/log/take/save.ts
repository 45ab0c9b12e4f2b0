import { told } from "~/ui/toast";
import type { Range } from "../lines/line";
import type { LogServer } from "../lines/log_server";
import type { Session } from "../session";
import type { Filter } from "../view/use_filter";
import { type Beside, lineText, withBeside } from "./lines_text";

/** Texts are handed to the browser in parts of this size: it keeps them off the page's memory. */
const PART = 4_000_000;
/** Lines of which so few are between are asked for at once. */
const NEAR = 100;

/** What is being made, in characters so far. */
export interface Saving {
  characters: number;
  cancel(): void;
}

/** Makes a file of lines, a part at a time, and gives it to the browser. */
export async function saveLines(
  session: Session,
  name: string,
  lines: AsyncIterable<string>,
): Promise<void> {
  const { saving } = session;
  let isCancelled = false;
  const cancel = () => {
    isCancelled = true;
  };
  const parts: Blob[] = [];
  let [text, characters] = ["", 0];
  saving.set({ characters, cancel });
  try {
    for await (const piece of lines) {
      if (isCancelled) return;
      text += piece;
      characters += piece.length;
      if (text.length < PART) continue;
      parts.push(new Blob([text]));
      text = "";
      saving.set({ characters, cancel });
    }
    give(name, new Blob([...parts, text], { type: "text/plain" }));
  } catch (error) {
    told(error instanceof Error ? error.message : "The log could not be read");
  } finally {
    saving.set(null);
  }
}

/** The lines that are shown, as text, from the first one. */
export async function* shownLines(
  session: Session,
  { only }: Filter,
  beside: Beside,
): AsyncGenerator<string> {
  const { signal } = new AbortController();
  if (only === "matches") yield* matchingLines(session, beside, signal);
  else {
    const stream =
      only === "all" ? {} : ({ stream: only === "err" ? "stderr" : "stdout" } as const);
    yield* textsOf(session.server, { from: 1, to: session.log.total, ...stream }, beside, signal);
  }
}

async function* matchingLines(
  session: Session,
  beside: Beside,
  signal: AbortSignal,
): AsyncGenerator<string> {
  const { search, server, log } = session;
  const { pattern } = search.get();
  for (let after_line = 0; pattern !== null && after_line < log.total; ) {
    const reply = await server.search(
      { ...pattern, after_line, limit: 1000, count: false },
      signal,
    );
    const found = reply.matches.map(({ n }) => n);
    for (const range of near(found)) {
      yield* textsOf(server, range, beside, signal, new Set(found));
    }
    const next = reply.next_line ?? (reply.complete ? log.total : reply.to_line);
    if (next <= after_line) return;
    after_line = next;
  }
}

async function* textsOf(
  server: LogServer,
  wanted: Parameters<LogServer["lines"]>[0],
  beside: Beside,
  signal: AbortSignal,
  only?: ReadonlySet<number>,
): AsyncGenerator<string> {
  for await (const lines of server.lines(wanted, signal)) {
    const taken = only === undefined ? lines : lines.filter(({ n }) => only.has(n));
    yield taken.map((line) => `${withBeside(line, lineText(line), beside)}\n`).join("");
  }
}

function near(found: readonly number[]): Range[] {
  const ranges: { from: number; to: number }[] = [];
  for (const n of found) {
    const last = ranges.at(-1);
    if (last !== undefined && n - last.to <= NEAR) last.to = n;
    else ranges.push({ from: n, to: n });
  }
  return ranges;
}

function give(name: string, blob: Blob): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  // The browser has to have begun before it is forgotten.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
