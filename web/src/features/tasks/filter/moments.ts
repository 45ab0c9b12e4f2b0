const UNITS = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 } as const;

const SPAN = /^(\d{1,4})\s*(m|h|d|w)$/;

/** "24h" in milliseconds, or null. */
export function spanOf(text: string): number | null {
  const [, n, unit] = SPAN.exec(text.toLowerCase()) ?? [];
  return n === undefined ? null : Number(n) * UNITS[unit as keyof typeof UNITS];
}

/** "24h" ago, "today", "yesterday", "2026-11-20", or a whole time, as the API wants it. */
export function pastOf(text: string, now: number): string | null {
  const span = spanOf(text);
  if (span !== null) return iso(now - span);
  return dateOf(text, now);
}

/** "24h" from now, "today": its end, or a date. */
export function futureOf(text: string, now: number): string | null {
  const span = spanOf(text);
  if (span !== null) return iso(now + span);
  if (text === "today") return midnight(now, 1);
  if (text === "tomorrow") return midnight(now, 2);
  return dateOf(text, now);
}

function dateOf(text: string, now: number): string | null {
  if (text === "today") return midnight(now, 0);
  if (text === "yesterday") return midnight(now, -1);
  const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text) ?? [];
  // A date is one where its reader is; the API would take it for one in Greenwich.
  const at =
    year === undefined
      ? new Date(/^\d{4}-\d\d-\d\dt\d/i.test(text) ? text : Number.NaN)
      : new Date(Number(year), Number(month) - 1, Number(day));
  return Number.isNaN(at.getTime()) ? null : at.toISOString();
}

function midnight(now: number, days: number): string {
  const at = new Date(now);
  at.setHours(0, 0, 0, 0);
  at.setDate(at.getDate() + days);
  return at.toISOString();
}

function iso(at: number): string {
  return new Date(at).toISOString();
}
