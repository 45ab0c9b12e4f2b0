import { count, size } from "~/lib/size";
import { duration } from "~/lib/time";
import type { Range } from "./scale";

export interface Tick {
  value: number;
  label: string;
}

/** What is measured: how it is told, and which numbers of it are round. */
export interface Measure {
  /** Of round values, as short as can be. */
  say: (value: number) => string;
  /** Of any value. */
  tell: (value: number) => string;
  /** The least step between two ticks that is not less than `least`. */
  step: (least: number) => number;
}

/** From 0 to at least `most`: the last tick is where the axis ends. */
export function ticksUpTo(most: number, room: number, measure: Measure): Tick[] {
  const step = measure.step(most / Math.max(1, room));
  const last = Math.max(1, Math.ceil(most / step - 1e-9));
  return Array.from({ length: last + 1 }, (_, i) => tick(i * step, measure));
}

/** On a logarithmic axis: as many of the round numbers as there is room for, evenly left out. */
export function logTicks(values: Range, room: number, marks: readonly number[], measure: Measure) {
  const inside = marks.filter((mark) => mark >= values.from && mark <= values.to);
  const every = Math.ceil(inside.length / Math.max(1, room));
  return inside.filter((_, i) => i % every === 0).map((value) => tick(value, measure));
}

function tick(value: number, measure: Measure): Tick {
  return { value, label: measure.say(value) };
}

function round125(least: number): number {
  const power = 10 ** Math.floor(Math.log10(least));
  const found = [1, 2, 5].find((digit) => digit * power >= least * (1 - 1e-9));
  return (found ?? 10) * power;
}

export const COUNT: Measure = {
  say: count,
  tell: count,
  step: (least) => Math.max(1, round125(Math.max(least, 1))),
};

export const BYTES: Measure = {
  say: size,
  tell: size,
  step: (least) => round125(Math.max(least, 1)),
};

/** Of fractions: 0.5 is 50 %. */
export const PERCENT: Measure = {
  say: percent,
  tell: percent,
  step: (least) => round125(Math.max(least, 0.01)),
};

function percent(fraction: number): string {
  return `${Math.round(fraction * 100)} %`;
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const ROUND_DURATIONS = [
  ...[1, 2, 5, 10, 20, 50, 100, 200, 500],
  ...[1, 2, 5, 10, 15, 30].map((n) => n * SECOND),
  ...[1, 2, 5, 10, 15, 30].map((n) => n * MINUTE),
  ...[1, 2, 3, 6, 12].map((n) => n * HOUR),
];

/** The durations that are marked on a logarithmic axis. */
export const DURATION_MARKS = [...ROUND_DURATIONS, ...[1, 2, 7, 14, 30].map((n) => n * DAY)];

export const DURATION: Measure = {
  say: plainDuration,
  tell: finely,
  step: (least) =>
    ROUND_DURATIONS.find((one) => one >= least) ?? round125(Math.max(1, least / DAY)) * DAY,
};

/** As durations are told, but what is less than a second by its milliseconds. */
export function finely(ms: number): string {
  return ms < 999.5 ? `${Math.round(ms)}ms` : duration(ms);
}

const UNITS: [unit: number, sign: string][] = [
  [DAY, "d"],
  [HOUR, "h"],
  [MINUTE, "m"],
  [SECOND, "s"],
  [1, "ms"],
];

/** Round durations without their zeros: "500ms", "1.5s", "1m 30s", "2h". */
function plainDuration(ms: number): string {
  if (ms === 0) return "0";
  if (ms > SECOND && ms < MINUTE) return `${ms / SECOND}s`;
  const parts: string[] = [];
  let rest = ms;
  for (const [unit, sign] of UNITS) {
    const n = Math.floor(rest / unit);
    if (n > 0) parts.push(`${n}${sign}`);
    rest -= n * unit;
  }
  return parts.slice(0, 2).join(" ");
}
