/** By nearest rank, of values in ascending order: 0.5 is the median. */
export function quantile(sorted: readonly number[], fraction: number): number {
  const rank = Math.max(1, Math.ceil(sorted.length * fraction));
  return sorted[rank - 1] ?? Number.NaN;
}

export function ascending(values: readonly number[]): number[] {
  return [...values].sort((one, other) => one - other);
}
