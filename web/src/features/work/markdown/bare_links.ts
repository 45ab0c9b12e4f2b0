export interface Piece {
  text: string;
  isLink: boolean;
}

const ADDRESS = /https?:\/\/[^\s<>"]+/g;

/** A text and the addresses in it: nobody marks them up. */
export function bareLinks(text: string): Piece[] {
  const pieces: Piece[] = [];
  let end = 0;
  for (const { 0: found, index } of text.matchAll(ADDRESS)) {
    const link = withoutEnd(found);
    if (index > end) pieces.push({ text: text.slice(end, index), isLink: false });
    pieces.push({ text: link, isLink: true });
    end = index + link.length;
  }
  if (end < text.length) pieces.push({ text: text.slice(end), isLink: false });
  return pieces;
}

/** What closes a sentence or a bracket is not of the address, unless it opens one itself. */
function withoutEnd(address: string): string {
  const ends = address.includes("(") ? ".,;:!?'" : ".,;:!?')]}";
  let length = address.length;
  while (ends.includes(address.charAt(length - 1))) length -= 1;
  return address.slice(0, length);
}
