import { type Colour, Flag, PLAIN, type Style, style, trueColour } from "./style";

const SETS: Record<number, number> = {
  1: Flag.BOLD,
  2: Flag.DIM,
  3: Flag.ITALIC,
  4: Flag.UNDERLINE,
  7: Flag.INVERSE,
  9: Flag.STRIKE,
  21: Flag.UNDERLINE,
};
const CLEARS: Record<number, number> = {
  22: Flag.BOLD | Flag.DIM,
  23: Flag.ITALIC,
  24: Flag.UNDERLINE,
  27: Flag.INVERSE,
  29: Flag.STRIKE,
};

/** The style after `ESC [ params m`. What it does not know changes nothing. */
export function sgr(before: Style, params: string): Style {
  if (params === "" || params === "0") return PLAIN;
  let { fg, bg, flags } = before;
  const codes = params.split(";");
  for (let i = 0; i < codes.length; i++) {
    const parts = (codes[i] ?? "").split(":");
    const code = Number(parts[0]);
    if (code === 38 || code === 48 || code === 58) {
      const [colour, used] = parts.length > 1 ? [withColons(parts), 0] : withSemicolons(codes, i);
      i += used;
      if (code === 38 && colour !== null) fg = colour;
      if (code === 48 && colour !== null) bg = colour;
    } else if (code === 0) {
      fg = null;
      bg = null;
      flags = 0;
    } else if (code === 4 && parts[1] === "0") flags &= ~Flag.UNDERLINE;
    else if (code in SETS) flags |= SETS[code] ?? 0;
    else if (code in CLEARS) flags &= ~(CLEARS[code] ?? 0);
    else if (code >= 30 && code <= 37) fg = code - 30;
    else if (code >= 90 && code <= 97) fg = code - 82;
    else if (code >= 40 && code <= 47) bg = code - 40;
    else if (code >= 100 && code <= 107) bg = code - 92;
    else if (code === 39) fg = null;
    else if (code === 49) bg = null;
  }
  return style(fg, bg, flags);
}

/** `38;5;n` and `38;2;r;g;b`, with how many codes belong to it. */
function withSemicolons(codes: readonly string[], at: number): [Colour | null, number] {
  const mode = codes[at + 1];
  if (mode === "5") return [indexed(codes[at + 2]), 2];
  if (mode === "2") return [mixed(codes.slice(at + 2, at + 5)), 4];
  return [null, 0];
}

/** `38:5:n` and `38:2::r:g:b`, where the empty one is a colour space that nobody names. */
function withColons(parts: readonly string[]): Colour | null {
  if (parts[1] === "5") return indexed(parts[2]);
  if (parts[1] === "2") return mixed(parts.length > 5 ? parts.slice(3, 6) : parts.slice(2, 5));
  return null;
}

function indexed(text: string | undefined): Colour | null {
  return isByte(text) ? Number(text) : null;
}

function mixed(parts: readonly string[]): Colour | null {
  const [red, green, blue] = parts;
  if (!isByte(red) || !isByte(green) || !isByte(blue)) return null;
  return trueColour(Number(red), Number(green), Number(blue));
}

function isByte(text: string | undefined): boolean {
  return text !== undefined && /^\d{0,3}$/.test(text) && Number(text) <= 255;
}
