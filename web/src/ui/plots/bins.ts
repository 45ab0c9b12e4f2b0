import { extent } from "./scale";

export interface Bin {
  /** Included; `to` is not. */
  from: number;
  to: number;
  count: number;
}

// Each is a root of ten, so that every power of ten is an edge.
const RATIOS = [20, 10, 5, 3, 2, 1].map((root) => 10 ** (1 / root));
const MOST = 24;

/** Counts by size, each bin as many times as large as the one before it. Values below 1 are 1. */
export function logBins(values: readonly number[]): Bin[] {
  if (values.length === 0) return [];
  const { from, to } = extent(values.map(atLeastOne));
  const ratio = RATIOS.find((one) => place(to, one) - place(from, one) < MOST) ?? 10;
  const first = place(from, ratio);
  const bins = Array.from({ length: place(to, ratio) - first + 1 }, (_, i) => ({
    from: ratio ** (first + i),
    to: ratio ** (first + i + 1),
    count: 0,
  }));
  for (const value of values) {
    const bin = bins[place(atLeastOne(value), ratio) - first];
    if (bin !== undefined) bin.count += 1;
  }
  return bins;
}

function atLeastOne(value: number): number {
  return Math.max(1, value);
}

function place(value: number, ratio: number): number {
  return Math.floor(Math.log(value) / Math.log(ratio) + 1e-9);
}
