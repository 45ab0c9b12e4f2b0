const PART = 10_000;

/** A text in pieces, none of which begins in the middle of a character. */
export function parts(text: string): { at: number; part: string }[] {
  const pieces: { at: number; part: string }[] = [];
  for (let at = 0; at < text.length; ) {
    let end = Math.min(text.length, at + PART);
    if (/[\ud800-\udbff]/.test(text.charAt(end - 1))) end += 1;
    pieces.push({ at, part: text.slice(at, end) });
    at = end;
  }
  return pieces;
}
