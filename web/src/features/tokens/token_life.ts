const DAY = 86_400_000;

export const LIVES = [
  { value: "7", label: "In 7 days" },
  { value: "30", label: "In 30 days" },
  { value: "90", label: "In 90 days" },
  { value: "365", label: "In a year" },
  { value: "day", label: "On a day" },
  { value: "never", label: "Never" },
] as const;

export type Life = (typeof LIVES)[number]["value"];

/** When it ends, as it is sent; `day` is a day here: "2026-11-20", of which all still counts. */
export function endOf(life: Life, day: string, now: number): string | null {
  if (life === "never") return null;
  if (life !== "day") return new Date(now + Number(life) * DAY).toISOString();
  const end = new Date(`${day}T00:00`);
  end.setDate(end.getDate() + 1);
  return end.toISOString();
}
