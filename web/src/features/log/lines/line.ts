/** A line as the server tells it; the first is 1. */
export interface Line {
  readonly n: number;
  /** When it was written, RFC 3339. */
  readonly t: string;
  readonly s: "out" | "err";
  readonly text: string;
  /** It is longer than `text`. */
  readonly cut: boolean;
}

/** Lines `from` to `to`, both included. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

export function clamp(value: number, least: number, most: number): number {
  return Math.max(least, Math.min(most, value));
}
