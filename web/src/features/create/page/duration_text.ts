const UNITS: [sign: string, ms: number][] = [
  ["d", 86_400_000],
  ["h", 3_600_000],
  ["m", 60_000],
  ["s", 1_000],
  ["ms", 1],
];
const PART = /(\d+(?:\.\d+)?)\s*(ms|sec|s|min|m|h|d)?\s*/gy;
const NAMES: Record<string, string> = { sec: "s", min: "m" };

/** "90s", "1h 30m", "1.5h", "90" (seconds) in milliseconds; null for what is no duration. */
export function millisOf(text: string): number | null {
  const sought = text.trim().toLowerCase();
  let ms = 0;
  PART.lastIndex = 0;
  while (PART.lastIndex < sought.length) {
    const found = PART.exec(sought);
    if (found === null) return null;
    const [, n, sign = "s"] = found;
    const unit = UNITS.find(([one]) => one === (NAMES[sign] ?? sign));
    ms += Number(n) * (unit?.[1] ?? Number.NaN);
  }
  return sought === "" || !Number.isFinite(ms) ? null : Math.round(ms);
}

/** "1h 30m": exactly as long, to be read by millisOf. */
export function durationText(ms: number): string {
  let rest = ms;
  const parts: string[] = [];
  for (const [sign, unit] of UNITS) {
    const n = Math.floor(rest / unit);
    if (n > 0) parts.push(`${n}${sign}`);
    rest -= n * unit;
  }
  return parts.join(" ") || "0s";
}
