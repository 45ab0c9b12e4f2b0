import { createElement, type ReactNode } from "react";
import { bareLinks } from "./bare_links";
import classes from "./markdown.module.css";
import type { Token } from "./parse";
import { TextLink } from "./text_link";

/** Headings of a text stand below those of the page. */
const TAGS: Record<string, string> = { h1: "h3", h2: "h3", h3: "h3", h4: "h4", h5: "h4", h6: "h4" };

/** The elements that the tokens of a text stand for: none of them is markup that stood in it. */
export function elementsOf(tokens: readonly Token[]): ReactNode[] {
  const top: ReactNode[] = [];
  const open: { token: Token; inside: ReactNode[] }[] = [];
  let inLink = 0;
  for (const [key, token] of tokens.entries()) {
    const inside = open.at(-1)?.inside ?? top;
    if (token.type === "link_open") inLink += 1;
    if (token.type === "link_close") inLink -= 1;
    if (token.nesting === 1) open.push({ token, inside: [] });
    else if (token.nesting === 0) inside.push(leaf(token, key, inLink > 0));
    else {
      const closed = open.pop();
      const around = open.at(-1)?.inside ?? top;
      if (closed?.token.hidden) around.push(...closed.inside);
      else if (closed) around.push(element(closed.token, key, closed.inside));
    }
  }
  return top;
}

function element(token: Token, key: number, inside: ReactNode[]): ReactNode {
  const attribute = (name: string) => token.attrs?.find(([known]) => known === name)?.[1];
  if (token.type === "link_open")
    return (
      <TextLink key={key} to={String(attribute("href") ?? "")}>
        {inside}
      </TextLink>
    );
  if (token.type === "table_open")
    return (
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard
      // biome-ignore lint/a11y/useSemanticElements: a <section> would be a landmark, and so one of many
      <div key={key} className={classes.wide} role="group" tabIndex={0} aria-label="Table">
        <table>{inside}</table>
      </div>
    );
  const start = attribute("start");
  const props = start === undefined ? { key } : { key, start: Number(start) };
  return createElement(TAGS[token.tag] ?? token.tag, props, ...inside);
}

function leaf(token: Token, key: number, inLink: boolean): ReactNode {
  switch (token.type) {
    case "inline":
      return elementsOf(token.children ?? []);
    case "text":
      return inLink ? token.content : withLinks(token.content, key);
    case "code_inline":
      return <code key={key}>{token.content}</code>;
    case "code_block":
    case "fence":
      return (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard
        <pre key={key} tabIndex={0}>
          <code>{token.content}</code>
        </pre>
      );
    case "softbreak":
      return "\n";
    case "hardbreak":
      return <br key={key} />;
    case "hr":
      return <hr key={key} />;
    case "image":
      return picture(token, key, inLink);
    default:
      return token.content;
  }
}

/** A picture from elsewhere would tell its server who reads this, and when: it is a link. */
function picture(token: Token, key: number, inLink: boolean): ReactNode {
  const name = token.content || "picture";
  if (inLink) return name;
  const address = token.attrs?.find(([known]) => known === "src")?.[1];
  return (
    <TextLink key={key} to={String(address ?? "")}>
      {name}
    </TextLink>
  );
}

function withLinks(text: string, key: number): ReactNode {
  return bareLinks(text).map((piece, i) =>
    piece.isLink ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of a text do not move
      <TextLink key={`${key}.${i}`} to={piece.text}>
        {piece.text}
      </TextLink>
    ) : (
      piece.text
    ),
  );
}
