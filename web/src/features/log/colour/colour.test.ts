import { describe, expect, it } from "vitest";
import { Flag, PLAIN, style, trueColour } from "../terminal/style";
import { contrast, READABLE, readable } from "./contrast";
import { Inks } from "./ink";
import { PALETTES, xterm } from "./palettes";

const NAMES = ["dark", "light"] as const;
const rgb = (text: string | null) => Number.parseInt((text ?? "").slice(1), 16);

describe.each(NAMES)("the %s palette", (name) => {
  const { bg, fg, stderr, sixteen } = PALETTES[name];

  it("reads at 5.3:1 and better", () => {
    for (const colour of sixteen) expect(contrast(colour, bg)).toBeGreaterThanOrEqual(5.3);
    expect(contrast(fg, stderr)).toBeGreaterThan(12);
  });

  it("makes every colour readable, on the log, on stderr and on every colour behind it", () => {
    const inks = new Inks(name, false);
    for (let colour = 0; colour < 256; colour++) {
      const alone = rgb(inks.of(style(colour, null, 0)).colour);
      expect(contrast(alone, bg)).toBeGreaterThanOrEqual(READABLE);
      expect(contrast(alone, stderr)).toBeGreaterThanOrEqual(READABLE);
      for (const flags of [0, Flag.DIM, Flag.INVERSE]) {
        const ink = inks.of(style(colour, (colour * 7) % 256, flags));
        expect(contrast(rgb(ink.colour), rgb(ink.behind))).toBeGreaterThanOrEqual(READABLE);
      }
    }
  });

  it("shows exact colours when asked to", () => {
    const inks = new Inks(name, true);
    expect(inks.of(style(trueColour(9, 9, 9), null, 0)).colour).toBe("#090909");
  });

  it("leaves plain text to the line", () => {
    expect(new Inks(name, false).of(PLAIN)).toEqual({ colour: null, behind: null });
    expect(new Inks(name, false).of(style(null, null, Flag.BOLD)).colour).toBeNull();
  });
});

describe("contrast", () => {
  it("is measured as WCAG does", () => {
    expect(contrast(0xffffff, 0x000000)).toBeCloseTo(21);
    expect(contrast(0x777777, 0xffffff)).toBeCloseTo(4.48, 2);
  });

  it("changes no colour that can be read", () => {
    expect(readable(0xd7dde3, 0x0b0e11)).toBe(0xd7dde3);
  });
});

describe("xterm's 256", () => {
  it.each([
    [16, 0x000000],
    [196, 0xff0000],
    [208, 0xff8700],
    [231, 0xffffff],
    [232, 0x080808],
    [255, 0xeeeeee],
  ])("has %i", (index, colour) => expect(xterm(index)).toBe(colour));
});
