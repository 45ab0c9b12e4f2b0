import type { Zone } from "~/lib/time";
import type { Range } from "./scale";
import type { Tick } from "./ticks";

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** A step from one tick to the next: of so many units, which are as long as the clock says. */
interface Step {
  n: number;
  unit: "ms" | "hour" | "day" | "month";
  about: number;
}

const STEPS: Step[] = [
  ...[SECOND, 5 * SECOND, 15 * SECOND, 30 * SECOND].map(even),
  ...[MINUTE, 5 * MINUTE, 15 * MINUTE, 30 * MINUTE].map(even),
  ...[1, 3, 6, 12].map((n): Step => ({ n, unit: "hour", about: n * HOUR })),
  ...[1, 2, 7, 14].map((n): Step => ({ n, unit: "day", about: n * DAY })),
  ...[1, 3, 6, 12].map((n): Step => ({ n, unit: "month", about: n * 30 * DAY })),
];

function even(ms: number): Step {
  return { n: ms, unit: "ms", about: ms };
}

/** Where hours, days or months begin in this zone, at most about `room` of them. */
export function timeTicks(times: Range, room: number, zone: Zone): Tick[] {
  const least = (times.to - times.from) / Math.max(1, room);
  const step = STEPS.find((one) => one.about >= least) ?? {
    n: 12,
    unit: "month",
    about: 365 * DAY,
  };
  const found: Tick[] = [];
  let last = times.from - 1;
  for (const value of moments(times, step, zone)) {
    if (value > times.to) break;
    // Of an hour that the clock leaves out there are two: it and the one after.
    if (value > last) found.push({ value, label: said(value, step, zone) });
    last = Math.max(last, value);
  }
  return found;
}

function* moments(times: Range, { n, unit }: Step, zone: Zone): Generator<number> {
  const first = partsOf(times.from, zone);
  switch (unit) {
    case "ms":
      for (let at = Math.floor(times.from / n) * n; ; at += n) yield at;
    case "hour":
      // From midnight on, day by day: a day may have 23 or 25 hours.
      for (let day = 0; ; day++) {
        for (let hour = 0; hour < 24; hour += n)
          yield instant(zone, first.year, first.month, first.day + day, hour);
      }
    case "day": {
      const start = n % 7 === 0 ? first.day - ((first.weekday + 6) % 7) : first.day;
      for (let day = start; ; day += n) yield instant(zone, first.year, first.month, day);
    }
    case "month":
      for (let month = Math.floor(first.month / n) * n; ; month += n)
        yield instant(zone, first.year, month, 1);
  }
}

export interface Parts {
  year: number;
  month: number;
  day: number;
  /** 0 is Sunday. */
  weekday: number;
  hour: number;
}

export function partsOf(at: number, zone: Zone): Parts {
  const date = new Date(at);
  return zone === "utc"
    ? {
        year: date.getUTCFullYear(),
        month: date.getUTCMonth(),
        day: date.getUTCDate(),
        weekday: date.getUTCDay(),
        hour: date.getUTCHours(),
      }
    : {
        year: date.getFullYear(),
        month: date.getMonth(),
        day: date.getDate(),
        weekday: date.getDay(),
        hour: date.getHours(),
      };
}

function instant(zone: Zone, year: number, month: number, day: number, hour = 0): number {
  return zone === "utc"
    ? Date.UTC(year, month, day, hour)
    : new Date(year, month, day, hour).getTime();
}

const DATE = { day: "numeric", month: "short" } as const;
const FORMATS: Record<Step["unit"], Intl.DateTimeFormatOptions> = {
  ms: { hour: "2-digit", minute: "2-digit" },
  hour: { hour: "2-digit", minute: "2-digit" },
  day: DATE,
  month: { month: "short", year: "numeric" },
};

function said(at: number, step: Step, zone: Zone): string {
  const midnight = step.unit === "hour" && partsOf(at, zone).hour === 0;
  const seconds = step.unit === "ms" && step.n < MINUTE ? { second: "2-digit" as const } : {};
  return new Intl.DateTimeFormat("en-GB", {
    ...(midnight ? DATE : { ...FORMATS[step.unit], ...seconds }),
    hour12: false,
    ...(zone === "utc" ? { timeZone: "UTC" } : {}),
  }).format(at);
}
