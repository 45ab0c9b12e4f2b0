/** How characters look: what SGR sequences can say. */
export interface Style {
  readonly fg: Colour | null;
  readonly bg: Colour | null;
  readonly flags: number;
}

/** 0 to 255 of the palette, or 0x1000000 + a true colour's 0xRRGGBB. */
export type Colour = number;

export const Flag = {
  BOLD: 1,
  DIM: 2,
  ITALIC: 4,
  UNDERLINE: 8,
  INVERSE: 16,
  STRIKE: 32,
} as const;

const TRUE_COLOUR = 0x1000000;

export const PLAIN: Style = { fg: null, bg: null, flags: 0 };

export function trueColour(red: number, green: number, blue: number): Colour {
  return TRUE_COLOUR + (red << 16) + (green << 8) + blue;
}

/** 0xRRGGBB of a true colour, null of one of the palette. */
export function rgbOf(colour: Colour): number | null {
  return colour >= TRUE_COLOUR ? colour - TRUE_COLOUR : null;
}

// The same look is the same object: comparing and remembering looks is then cheap.
const known = new Map<string, Style>();

export function style(fg: Colour | null, bg: Colour | null, flags: number): Style {
  if (fg === null && bg === null && flags === 0) return PLAIN;
  const key = `${fg},${bg},${flags}`;
  let made = known.get(key);
  if (made === undefined) {
    if (known.size > 10_000) known.clear(); // a gradient of true colours has no end
    made = { fg, bg, flags };
    known.set(key, made);
  }
  return made;
}
