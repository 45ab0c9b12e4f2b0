import type { Range } from "./lines/line";

/** "#L120", "#L120-L135": the lines that an address points at. */
export function pickedIn(hash: string): Range | null {
  const found = /^#L(\d{1,15})(?:-L?(\d{1,15}))?$/.exec(hash);
  if (found === null) return null;
  const [one, other] = [Number(found[1]), Number(found[2] ?? found[1])];
  const [from, to] = one <= other ? [one, other] : [other, one];
  return from < 1 ? null : { from, to };
}

export function hashOf(range: Range | null): string {
  if (range === null) return "";
  const { from, to } = range;
  return from === to ? `#L${from}` : `#L${from}-L${to}`;
}

/** What is picked after the number of a line was clicked; `further` extends what was picked. */
export function picked(before: Range | null, n: number, further: boolean): Range | null {
  if (!further || before === null) {
    return before?.from === n && before.to === n ? null : { from: n, to: n };
  }
  return n < before.from ? { from: n, to: before.to } : { from: before.from, to: n };
}
