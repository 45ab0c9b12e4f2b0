/** From values to pixels. */
export type Scale = (value: number) => number;

export interface Range {
  from: number;
  to: number;
}

export function linear(values: Range, pixels: Range): Scale {
  const span = values.to - values.from || 1;
  return (value) => pixels.from + ((value - values.from) / span) * (pixels.to - pixels.from);
}

/** For values above 0; what is below the least lies where the least does. */
export function log(values: Range, pixels: Range): Scale {
  const inLogs = linear({ from: Math.log(values.from), to: Math.log(values.to) }, pixels);
  return (value) => inLogs(Math.log(Math.max(value, values.from)));
}

/** The least and the greatest of some values. */
export function extent(values: readonly number[]): Range {
  let from = Number.POSITIVE_INFINITY;
  let to = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    if (value < from) from = value;
    if (value > to) to = value;
  }
  return values.length === 0 ? { from: 0, to: 1 } : { from, to };
}
