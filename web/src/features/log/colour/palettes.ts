/** The looks of a terminal on light and on dark. Each of the sixteen reads at ≥ 5.3:1 on `bg`. */
export interface Palette {
  bg: number;
  fg: number;
  /** Behind what was written to stderr. */
  stderr: number;
  sixteen: readonly number[];
}

export const PALETTES = {
  dark: {
    bg: 0x0b0e11,
    fg: 0xd7dde3,
    stderr: 0x241417,
    sixteen: [
      0x7c8894, 0xff7b72, 0x56d364, 0xe3b341, 0x79b8ff, 0xd2a8ff, 0x56d4dd, 0xc9d1d9, 0x8b949e,
      0xffa198, 0x7ee787, 0xf2cc60, 0xa5d6ff, 0xe2c5ff, 0x8fe9f0, 0xffffff,
    ],
  },
  light: {
    bg: 0xfbfcfd,
    fg: 0x1f2328,
    stderr: 0xfff3f2,
    sixteen: [
      0x24292f, 0xb3261e, 0x116329, 0x7d4e00, 0x0550ae, 0x6e3bb0, 0x0b6470, 0x57606a, 0x57606a,
      0xa40e26, 0x0e5a24, 0x633c01, 0x0a3d91, 0x5a2a9a, 0x084e58, 0x32383f,
    ],
  },
} as const satisfies Record<string, Palette>;

export type PaletteName = keyof typeof PALETTES;

/** xterm's colour cube and greys, which every program means by 16 to 255. */
export function xterm(index: number): number {
  if (index >= 232) return (8 + (index - 232) * 10) * 0x010101;
  const place = index - 16;
  const [red, green, blue] = [Math.floor(place / 36), Math.floor(place / 6) % 6, place % 6].map(
    (step) => (step === 0 ? 0 : 55 + step * 40),
  ) as [number, number, number];
  return (red << 16) | (green << 8) | blue;
}
