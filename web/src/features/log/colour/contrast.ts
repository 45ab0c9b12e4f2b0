/** Text of less than this against what is behind it is hard to read (WCAG 2, AA). */
export const READABLE = 4.5;

/** Colours are 0xRRGGBB. From 1 to 21. */
export function contrast(one: number, other: number): number {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a) as [
    number,
    number,
  ];
  return (light + 0.05) / (dark + 0.05);
}

/** The colour, or one as near to it as can be read on `behind`. */
export function readable(colour: number, behind: number): number {
  if (contrast(colour, behind) >= READABLE) return colour;
  const towards = luminance(behind) < 0.18 ? 0xffffff : 0x000000;
  let [tooLittle, enough] = [0, 1];
  for (let i = 0; i < 8; i++) {
    const middle = (tooLittle + enough) / 2;
    if (contrast(mix(colour, towards, middle), behind) >= READABLE) enough = middle;
    else tooLittle = middle;
  }
  return mix(colour, towards, enough);
}

/** `share` of the way from one colour to the other. */
export function mix(one: number, other: number, share: number): number {
  let mixed = 0;
  for (const shift of [16, 8, 0]) {
    const [from, to] = [(one >> shift) & 0xff, (other >> shift) & 0xff];
    mixed |= Math.round(from + (to - from) * share) << shift;
  }
  return mixed;
}

function luminance(colour: number): number {
  return (
    0.2126 * linear((colour >> 16) & 0xff) +
    0.7152 * linear((colour >> 8) & 0xff) +
    0.0722 * linear(colour & 0xff)
  );
}

function linear(part: number): number {
  const value = part / 255;
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
}
