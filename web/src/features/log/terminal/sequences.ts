import { UNSEEN } from "./glyphs";

/** What a line tells a terminal, in order. */
export interface Terminal {
  print(text: string): void;
  /** A character that would not be seen. */
  unseen(character: string): void;
  sgr(params: string): void;
  /** Null ends the link. */
  link(href: string | null): void;
  move(to: Move, count: number): void;
}

export type Move =
  | "start" // carriage return
  | "back"
  | "forward"
  | "column" // count is from 1
  | "up"
  | "down"
  | "erase-right" // of the cursor, within its line
  | "erase-left"
  | "erase-line"
  | "erase-below"; // and right of it

const MOVES: Record<string, Move> = {
  A: "up",
  B: "down",
  C: "forward",
  D: "back",
  E: "down", // this and the next one also go to the start of that line
  F: "up",
  G: "column",
};
const ERASES: Record<string, Move> = {
  "0K": "erase-right",
  "1K": "erase-left",
  "2K": "erase-line",
  "0J": "erase-below",
};

/* biome-ignore-start lint/suspicious/noControlCharactersInRegex: a terminal speaks in them */
const SPECIAL = new RegExp(UNSEEN.source, "gu");
const CSI = /(?:\x1b\[|\x9b)([0-?]*)[ -/]*([@-~])/y;
// Its text holds no other beginning: a line of beginnings only is then read once, not once for each.
const STRING =
  /(?:\x1b([\]PX^_])|([\x90\x98\x9d-\x9f]))([^\x07\x1b\x90\x98\x9c-\x9f]*)(?:\x07|\x1b\\|\x9c)/y;
const SHORT = /\x1b[ -/]*[0-Z\\`-~]/y;
/* biome-ignore-end lint/suspicious/noControlCharactersInRegex: as above */

/** Reads a line. A sequence that is not whole is shown, not obeyed: nothing hides behind it. */
export function read(line: string, terminal: Terminal): void {
  let at = 0;
  while (at < line.length) {
    SPECIAL.lastIndex = at;
    const special = SPECIAL.exec(line);
    const next = special?.index ?? line.length;
    if (next > at) terminal.print(line.slice(at, next));
    if (special === null) return;
    at = next + obey(line, next, special[0], terminal);
  }
}

/** Does what is said at that place; how long it was. */
function obey(line: string, at: number, character: string, terminal: Terminal): number {
  if (character === "\r") terminal.move("start", 1);
  else if (character === "\b") terminal.move("back", 1);
  else if (character === "\x07")
    return 1; // a bell: nothing to see, and every OSC may end in one
  else return sequence(line, at, terminal) ?? unseen(character, terminal);
  return 1;
}

function unseen(character: string, terminal: Terminal): number {
  terminal.unseen(character);
  return character.length;
}

function sequence(line: string, at: number, terminal: Terminal): number | null {
  const csi = matchAt(CSI, line, at);
  if (csi !== null) {
    control(csi[1] ?? "", csi[2] ?? "", terminal);
    return csi[0].length;
  }
  const string = matchAt(STRING, line, at);
  if (string !== null) {
    if (string[1] === "]" || string[2] === "\x9d") command(string[3] ?? "", terminal);
    return string[0].length;
  }
  return matchAt(SHORT, line, at)?.[0].length ?? null;
}

function matchAt(pattern: RegExp, line: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(line);
}

function control(params: string, final: string, terminal: Terminal): void {
  if (final === "m") {
    if (!/[<-?]/.test(params)) terminal.sgr(params); // those are private: "ESC [ > 4 m" is no colour
    return;
  }
  const move = MOVES[final] ?? ERASES[`${Number(params || 0)}${final}`];
  if (move === undefined) return;
  terminal.move(move, Math.min(Number.parseInt(params, 10) || 1, 10_000));
  if (final === "E" || final === "F") terminal.move("start", 1);
}

/** Of the operating system commands only OSC 8, a link, shows. */
function command(text: string, terminal: Terminal): void {
  const link = /^8;[^;]*;(.*)$/.exec(text);
  if (link === null) return;
  const address = link[1] ?? "";
  terminal.link(isSafe(address) ? address : null);
}

function isSafe(address: string): boolean {
  return /^(https?:\/\/|mailto:)[\x21-\x7e]{1,2083}$/i.test(address);
}
