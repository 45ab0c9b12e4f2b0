import { copy } from "~/lib/clipboard";
import { counted, size } from "~/lib/size";
import { told } from "~/ui/toast";
import type { Range } from "../lines/line";
import type { Session } from "../session";
import { textOf } from "../terminal/runs";
import { type Beside, lineText, withBeside } from "./lines_text";
import { ends, partOf, type Selected } from "./selection";

/** More than this belongs in a file. */
export const MOST_COPIED = 5_000_000;

/** What is selected, when all of it is here: null when lines of it have to be asked for. */
export function selectedText(session: Session, selected: Selected, beside: Beside): string | null {
  const { from, to } = ends(selected);
  if (to.n - from.n > 20_000) return null;
  const { hidden } = session.folds.get();
  const lines: string[] = [];
  for (let n = from.n; n <= to.n; n++) {
    if (hidden.at(n) !== undefined || session.painter.isDrawnOver(n)) continue;
    if (session.log.cache.gone.at(n) !== undefined) continue;
    const line = session.log.line(n);
    if (line === undefined) return null;
    const text = textOf(session.painter.runs(n) ?? []);
    lines.push(withBeside(line, partOf(selected, n, text), beside));
  }
  return lines.join("\n");
}

/** Copies what is selected, wherever its lines are. */
export async function copySelected(
  session: Session,
  selected: Selected,
  beside: Beside,
): Promise<void> {
  const here = selectedText(session, selected, beside);
  const { from, to } = ends(selected);
  if (here !== null) return tell(await copy(here), to.n - from.n + 1);
  await copyLines(session, { from: from.n, to: to.n }, beside, (n, text) =>
    partOf(selected, n, text),
  );
}

export async function copyLines(
  session: Session,
  range: Range,
  beside: Beside,
  part: (n: number, text: string) => string = (_, text) => text,
): Promise<void> {
  const stop = new AbortController();
  const texts: string[] = [];
  let length = 0;
  for await (const lines of session.server.lines(range, stop.signal)) {
    for (const line of lines) {
      const text = withBeside(line, part(line.n, lineText(line)), beside);
      texts.push(text);
      length += text.length + 1;
    }
    if (length > MOST_COPIED) {
      stop.abort();
      told(`That is more than ${size(MOST_COPIED)}. Download the log instead.`);
      return;
    }
  }
  tell(await copy(texts.join("\n")), texts.length);
}

function tell(done: boolean, lines: number): void {
  told(done ? `Copied ${counted(lines, "line")}` : "The browser did not let us copy");
}
