/** Times as people read them. Arguments are RFC 3339 texts or milliseconds. */

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

export type Zone = "local" | "utc";

/** "80ms", "1.0s", "48s", "4m 10s", "2h 03m", "3d 4h". */
export function duration(ms: number): string {
  if (ms < 100) return `${Math.max(0, Math.round(ms))}ms`;
  if (ms < 10 * SECOND) return `${(Math.floor(ms / 100) / 10).toFixed(1)}s`;
  if (ms < MINUTE) return `${Math.floor(ms / SECOND)}s`;
  if (ms < HOUR) return `${Math.floor(ms / MINUTE)}m ${pad((ms % HOUR) % MINUTE, SECOND)}s`;
  if (ms < DAY) return `${Math.floor(ms / HOUR)}h ${pad(ms % HOUR, MINUTE)}m`;
  return `${Math.floor(ms / DAY)}d ${Math.floor((ms % DAY) / HOUR)}h`;
}

function pad(rest: number, unit: number): string {
  return String(Math.floor(rest / unit)).padStart(2, "0");
}

/** A duration by its largest unit: "2 min", "3 h", "5 d". */
export function roughly(ms: number): string {
  if (ms < MINUTE) return `${Math.round(ms / SECOND)} s`;
  if (ms < HOUR) return `${Math.floor(ms / MINUTE)} min`;
  if (ms < DAY) return `${Math.floor(ms / HOUR)} h`;
  return `${Math.floor(ms / DAY)} d`;
}

/** "just now", "20 s ago", "2 min ago", "in 3 h". */
export function relative(at: string | number, now: number): string {
  const ms = now - millis(at);
  if (Math.abs(ms) < 10 * SECOND) return "just now";
  if (ms < 0) return `in ${roughly(-ms)}`;
  // By ten seconds: a list full of what has just ended shall not tick.
  return `${roughly(ms < MINUTE ? ms - (ms % (10 * SECOND)) : ms)} ago`;
}

/** "14:01:47". */
export function clock(at: string | number, zone: Zone): string {
  return format(at, zone, { hour: "2-digit", minute: "2-digit", second: "2-digit" });
}

/** "14:01". */
export function hour(at: string | number, zone: Zone): string {
  return format(at, zone, { hour: "2-digit", minute: "2-digit" });
}

/** "Fri". */
export function weekday(at: string | number, zone: Zone): string {
  return format(at, zone, { weekday: "short" });
}

/** "20 Nov, 14:01", with the year when it is not this one's. */
export function moment(at: string | number, zone: Zone, now: number): string {
  const sameYear = new Date(millis(at)).getFullYear() === new Date(now).getFullYear();
  return format(at, zone, {
    day: "numeric",
    month: "short",
    hour: "2-digit",
    minute: "2-digit",
    ...(sameYear ? {} : { year: "numeric" }),
  });
}

/** All there is to say: "Fri, 20 Nov 2026, 14:01:47.113 GMT+1". */
export function exactly(at: string | number, zone: Zone): string {
  return format(at, zone, {
    weekday: "short",
    day: "numeric",
    month: "short",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    fractionalSecondDigits: 3,
    timeZoneName: "short",
  });
}

/** An hour of the day that comes so many days after the one of `at`, as clocks there show it. */
export function wallTime(at: number, zone: Zone, days: number, hours = 0): number {
  const day = new Date(at);
  return zone === "utc"
    ? Date.UTC(day.getUTCFullYear(), day.getUTCMonth(), day.getUTCDate() + days, hours)
    : new Date(day.getFullYear(), day.getMonth(), day.getDate() + days, hours).getTime();
}

export function millis(at: string | number): number {
  return typeof at === "number" ? at : Date.parse(at);
}

const formats = new Map<string, Intl.DateTimeFormat>();

function format(at: string | number, zone: Zone, options: Intl.DateTimeFormatOptions): string {
  const key = zone + JSON.stringify(options);
  let made = formats.get(key);
  if (made === undefined) {
    // Making one takes a hundred times as long as using it.
    made = new Intl.DateTimeFormat("en-GB", {
      ...options,
      hour12: false,
      ...(zone === "utc" ? { timeZone: "UTC" } : {}),
    });
    formats.set(key, made);
  }
  return made.format(millis(at));
}
