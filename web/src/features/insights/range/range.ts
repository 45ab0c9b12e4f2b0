export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;

/** Hours are kept for so long; of longer ago there are days. */
export const HOURS_KEPT = 45 * DAY;
const MOST_DAYS = 1000;

export type Preset = "24h" | "7d" | "30d" | "90d";

const DAYS: Record<Preset, number> = { "24h": 1, "7d": 7, "30d": 30, "90d": 90 };
export const PRESETS = Object.keys(DAYS) as Preset[];

/** From the beginning of a bucket to the end of one; the end is not included. */
export interface Range {
  from: number;
  to: number;
  bucket: "hour" | "day";
}

/** The preset that the address names; the usual one where it names none. */
export function presetOf(word: string | null): Preset {
  return PRESETS.find((preset) => preset === word) ?? "7d";
}

/** The time until now: the hour, or the day, that has begun belongs to it. */
export function lately(preset: Preset, now: number): Range {
  const bucket = preset === "24h" ? "hour" : "day";
  const to = ceil(now, bucket === "hour" ? HOUR : DAY);
  return { from: to - DAYS[preset] * DAY, to, bucket };
}

/**
 * Whole days, the last one included. Null when they are none, or more than there may be.
 *
 * One or two are told by the hour and begin at the reader's midnight; days are those of UTC, as
 * the server counts them.
 */
export function between(first: string, last: string, now: number): Range | null {
  const [start, end] = [partsOf(first), partsOf(last)];
  if (start === null || end === null) return null;
  const days = (Date.UTC(...end) - Date.UTC(...start)) / DAY + 1;
  if (days < 1 || days > MOST_DAYS) return null;
  const [year, month, day] = end;
  const from = floor(new Date(...start).getTime(), HOUR);
  if (days <= 2 && from >= oldestHour(now))
    return { from, to: ceil(new Date(year, month, day + 1).getTime(), HOUR), bucket: "hour" };
  return { from: Date.UTC(...start), to: Date.UTC(year, month, day + 1), bucket: "day" };
}

/** As long before; null where nothing of that is known. */
export function timeBefore({ from, to, bucket }: Range, now: number): Range | null {
  const earlier = { from: from - (to - from), to: from, bucket };
  const isKnown = bucket === "day" ? earlier.from >= 0 : earlier.from >= oldestHour(now);
  return isKnown ? earlier : null;
}

export function oldestHour(now: number): number {
  return floor(now - HOURS_KEPT, HOUR);
}

/** How much of it has gone by: what is not over cannot be compared with what is. */
export function gone({ from, to }: Range, now: number): number {
  return Math.min(1, Math.max(0, (now - from) / (to - from)));
}

function partsOf(date: string): [year: number, month: number, day: number] | null {
  const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(date) ?? [];
  return year === undefined ? null : [Number(year), Number(month) - 1, Number(day)];
}

export function floor(at: number, step: number): number {
  return Math.floor(at / step) * step;
}

export function ceil(at: number, step: number): number {
  return Math.ceil(at / step) * step;
}
