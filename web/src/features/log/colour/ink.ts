import { type Colour, Flag, rgbOf, type Style } from "../terminal/style";
import { mix, readable } from "./contrast";
import { PALETTES, type Palette, type PaletteName, xterm } from "./palettes";

/** The colours a style is drawn with; null is the line's own. */
export interface Ink {
  colour: string | null;
  behind: string | null;
}

const DIMMED = 0.4;

/** How styles look in one palette. `exact` leaves colours as the program asked for them. */
export class Inks {
  readonly #palette: Palette;
  readonly #known = new Map<Style, Ink>();

  constructor(
    name: PaletteName,
    private readonly exact: boolean,
  ) {
    this.#palette = PALETTES[name];
  }

  of(style: Style): Ink {
    let ink = this.#known.get(style);
    if (ink === undefined) {
      if (this.#known.size > 10_000) this.#known.clear();
      ink = this.#mixed(style);
      this.#known.set(style, ink);
    }
    return ink;
  }

  #mixed({ fg, bg, flags }: Style): Ink {
    const inverse = (flags & Flag.INVERSE) !== 0;
    const dim = (flags & Flag.DIM) !== 0;
    if (fg === null && bg === null && !inverse && !dim) return { colour: null, behind: null };
    let text = fg === null ? this.#palette.fg : this.#rgb(fg);
    let behind = bg === null ? this.#palette.bg : this.#rgb(bg);
    if (inverse) [text, behind] = [behind, text];
    if (dim) text = mix(text, behind, DIMMED);
    const painted = bg !== null || inverse;
    if (!this.exact || dim) text = this.#clear(text, behind, painted);
    return { colour: hex(text), behind: painted ? hex(behind) : null };
  }

  // Where nothing is painted behind a text, the line may still have the tint of stderr.
  #clear(text: number, behind: number, painted: boolean): number {
    const clear = readable(text, behind);
    return painted ? clear : readable(clear, this.#palette.stderr);
  }

  #rgb(colour: Colour): number {
    return rgbOf(colour) ?? this.#palette.sixteen[colour] ?? xterm(colour);
  }
}

function hex(colour: number): string {
  return `#${colour.toString(16).padStart(6, "0")}`;
}
