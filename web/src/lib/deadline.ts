import { millis, wallTime, type Zone } from "./time";

/** Deadlines as people set them: in the zone that their times are told in, by the minute. */

const MORNING = 9;
const EVENING = 18;

export interface Pick {
  label: string;
  at: Date;
}

/** What is most often meant. What is over by now is not offered. */
export function picks(now: number, zone: Zone): Pick[] {
  const at = (days: number, hours: number) => new Date(wallTime(now, zone, days, hours));
  const all = [
    { label: "Today 18:00", at: at(0, EVENING) },
    { label: "Tomorrow 9:00", at: at(1, MORNING) },
    { label: "+3 days", at: at(3, EVENING) },
    { label: "+1 week", at: at(7, EVENING) },
  ];
  return all.filter((pick) => pick.at.getTime() > now);
}

/** "2026-11-20T18:00", as a field of dates and times wants it; "" for none. */
export function toField(at: string | null, zone: Zone): string {
  if (at === null) return "";
  const ahead = zone === "utc" ? 0 : -new Date(at).getTimezoneOffset() * 60_000;
  return new Date(millis(at) + ahead).toISOString().slice(0, 16);
}

/** Null while the field is empty or half filled. */
export function fromField(text: string, zone: Zone): string | null {
  if (!/T\d\d:\d\d/.test(text)) return null;
  const at = new Date(zone === "utc" ? `${text}Z` : text);
  return Number.isNaN(at.getTime()) ? null : at.toISOString();
}
