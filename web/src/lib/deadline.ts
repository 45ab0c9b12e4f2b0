/** Deadlines as people set them: in their own time zone, by the minute. */

const EVENING = 18;

export interface Pick {
  label: string;
  at: Date;
}

/** What is most often meant. What is over by now is not offered. */
export function picks(now: number): Pick[] {
  const all = [
    { label: "Today 18:00", at: evening(now, 0) },
    { label: "Tomorrow", at: evening(now, 1) },
    { label: "+3 d", at: evening(now, 3) },
    { label: "+1 week", at: evening(now, 7) },
  ];
  return all.filter(({ at }) => at.getTime() > now);
}

function evening(now: number, days: number): Date {
  const at = new Date(now);
  at.setDate(at.getDate() + days);
  at.setHours(EVENING, 0, 0, 0);
  return at;
}

/** "2026-11-20T18:00", as a field of dates and times wants it; "" for none. */
export function toField(at: string | null): string {
  if (at === null) return "";
  const local = new Date(at);
  local.setMinutes(local.getMinutes() - local.getTimezoneOffset());
  return local.toISOString().slice(0, 16);
}

/** Null while the field is empty or half filled. */
export function fromField(text: string): string | null {
  const at = new Date(text);
  return text === "" || Number.isNaN(at.getTime()) ? null : at.toISOString();
}
