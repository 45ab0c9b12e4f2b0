import type { Zone } from "~/lib/time";
import { partsOf } from "~/ui/plots";
import type { Bucket } from "../stats_query";
import { endedOf } from "../totals";

export const WEEKDAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
export const HOURS = Array.from({ length: 24 }, (_, hour) => String(hour).padStart(2, "0"));

/** By weekday from Monday on, then by hour: how many ended in such an hour, on average. */
export type Week = readonly (readonly (number | null)[])[];

type Hour = Pick<Bucket, "start" | "completed" | "failed" | "cancelled">;

/**
 * An average, not a sum: where clocks are changed one hour of the year is there twice and another
 * is missing, and of the days at the edges there are fewer.
 */
export function weekOf(hours: readonly Hour[], zone: Zone, now: number): Week {
  const sums = WEEKDAYS.map(() => HOURS.map(() => ({ ended: 0, hours: 0 })));
  for (const bucket of hours) {
    const start = Date.parse(bucket.start);
    if (start > now) continue;
    const { weekday, hour } = partsOf(start, zone);
    const sum = sums[(weekday + 6) % 7]?.[hour];
    if (sum === undefined) continue;
    sum.ended += endedOf(bucket);
    sum.hours += 1;
  }
  return sums.map((day) => day.map((sum) => (sum.hours === 0 ? null : sum.ended / sum.hours)));
}

export interface Peak {
  weekday: number;
  hour: number;
  ended: number;
}

/** Null when there was nothing at all. */
export function peakOf(week: Week): Peak | null {
  let peak: Peak | null = null;
  week.forEach((day, weekday) => {
    day.forEach((ended, hour) => {
      if (ended !== null && ended > (peak?.ended ?? 0)) peak = { weekday, hour, ended };
    });
  });
  return peak;
}
