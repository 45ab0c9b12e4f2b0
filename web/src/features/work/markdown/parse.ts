import MarkdownIt, { type Token } from "markdown-it";
import { addressOf } from "./address";

const reader = new MarkdownIt("default", { html: false });
reader.validateLink = (link) => addressOf(link) !== null;

export type { Token };

/** Takes a fifth of a second at most for what a comment may hold, however it is nested. */
export function parse(text: string): Token[] {
  return reader.parse(text, {});
}
