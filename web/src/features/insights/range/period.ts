import { counted } from "~/lib/size";
import type { Zone } from "~/lib/time";
import { DAY, HOUR, type Range } from "./range";

const formats = {
  day: { weekday: "short", day: "numeric", month: "short" },
  clock: { hour: "2-digit", minute: "2-digit" },
} as const;

function say(at: number, zone: Zone, what: keyof typeof formats): string {
  return new Intl.DateTimeFormat("en-GB", {
    ...formats[what],
    ...(zone === "utc" ? { timeZone: "UTC" } : {}),
  }).format(at);
}

/** The bucket that begins then: "Fri, 20 Nov, 14:00 to 15:00", or "Fri, 20 Nov (UTC)". */
export function bucketName(start: number, { bucket }: Range, zone: Zone): string {
  if (bucket === "hour")
    return `${say(start, zone, "day")}, ${say(start, zone, "clock")} to ${say(start + HOUR, zone, "clock")}`;
  const day = say(start, "utc", "day");
  // Where one's own day is that of UTC there is nothing to say.
  return zone === "utc" || new Date(start).getTimezoneOffset() === 0 ? day : `${day} (UTC)`;
}

export function bucketEnd(start: number, { bucket }: Range): number {
  return start + (bucket === "hour" ? HOUR : DAY);
}

/** "the 24 hours before", "the 7 days before". */
export function beforeName({ from, to, bucket }: Range): string {
  const long =
    bucket === "hour" ? counted((to - from) / HOUR, "hour") : counted((to - from) / DAY, "day");
  return `the ${long} before`;
}

/** Days are those of UTC; hours are told as the reader tells them. */
export function zoneOf({ bucket }: Range, zone: Zone): Zone {
  return bucket === "day" ? "utc" : zone;
}
