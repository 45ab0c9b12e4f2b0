import type { Point } from "./selection";

/** The place in the log of a place in the document; null when it is in no line. */
export function pointAt(node: Node | null, offset: number): Point | null {
  const element = node instanceof Element ? node : node?.parentElement;
  const row = element?.closest<HTMLElement>("[data-line]");
  const text = row?.querySelector("[data-text]");
  if (node === null || row === null || row === undefined || !text) return null;
  const n = Number(row.dataset.line);
  if (!text.contains(node)) return { n, column: 0 };
  const range = document.createRange();
  range.setStart(text, 0);
  range.setEnd(node, offset);
  return { n, column: range.toString().length };
}

/**
 * The place in the document of a place in the log. Of a line that is not drawn it is before or after
 * all rows, which is in no line: nobody takes it for where somebody dragged to.
 */
export function nodeAt(rows: HTMLElement, { n, column }: Point): [Node, number] | null {
  const drawn = [...rows.querySelectorAll<HTMLElement>("[data-line]")];
  const [first, last] = [drawn[0], drawn.at(-1)];
  if (first === undefined || last === undefined) return null;
  if (n < Number(first.dataset.line)) return [rows, 0];
  if (n > Number(last.dataset.line)) return [rows, rows.childNodes.length];
  const text = rows.querySelector(`[data-line="${n}"] [data-text]`);
  return text === null ? null : within(text, column);
}

function within(text: Element, column: number): [Node, number] {
  const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
  let left = column;
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const { length } = node as Text;
    if (left <= length) return [node, left];
    left -= length;
  }
  return [text, text.childNodes.length];
}
