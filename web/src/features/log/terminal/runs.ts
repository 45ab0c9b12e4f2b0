import type { Style } from "./style";

/** Neighbouring characters that look the same. */
export interface Run {
  readonly text: string;
  readonly style: Style;
  readonly href: string | null;
  /** What the sign in `text` stands for, when it is one. */
  readonly sign: string | null;
  /** It is what was searched for. */
  readonly found?: true;
}

export function textOf(runs: readonly Run[]): string {
  return runs.map((run) => run.text).join("");
}

export function sameLook(one: Run, other: Run): boolean {
  return one.style === other.style && one.href === other.href && one.sign === other.sign;
}

/** The first `limit` characters of them. */
export function cut(runs: readonly Run[], limit: number): readonly Run[] {
  let room = limit;
  const kept: Run[] = [];
  for (const run of runs) {
    if (room <= 0) break;
    kept.push(run.text.length <= room ? run : { ...run, text: whole(run.text.slice(0, room)) });
    room -= run.text.length;
  }
  return kept;
}

/** Without the first half of a character that was cut through. */
function whole(text: string): string {
  return /[\ud800-\udbff]$/.test(text) ? text.slice(0, -1) : text;
}
