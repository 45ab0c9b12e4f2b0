const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

export interface Span {
  word: string;
  label: string;
  ms: number;
}

/** How much time the window shows: its end is now. */
export const SPANS: readonly Span[] = [
  { word: "15m", label: "15 min", ms: 15 * MINUTE },
  { word: "1h", label: "1 h", ms: HOUR },
  { word: "6h", label: "6 h", ms: 6 * HOUR },
  { word: "24h", label: "24 h", ms: 24 * HOUR },
  { word: "7d", label: "7 d", ms: 7 * 24 * HOUR },
];

const USUAL: Span = { word: "1h", label: "1 h", ms: HOUR };

export function spanCalled(word: string | null): Span {
  return SPANS.find((one) => one.word === word) ?? USUAL;
}

/** How often the window moves on, in milliseconds: by about a pixel, not more often. */
export function stepOf(span: Span): number {
  return Math.max(1_000, Math.round(span.ms / 1_000_000) * 1_000);
}
