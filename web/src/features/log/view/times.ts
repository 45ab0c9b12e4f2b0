import { clock, type Zone } from "~/lib/time";

export type TimesMode = "off" | "clock" | "start" | "step";

export const TIMES: Record<TimesMode, string> = {
  off: "No times",
  clock: "Clock",
  start: "Since the start",
  step: "Since the line before",
};

/** "t" goes through them. */
export function nextMode(mode: TimesMode): TimesMode {
  const modes = Object.keys(TIMES) as TimesMode[];
  return modes[(modes.indexOf(mode) + 1) % modes.length] ?? "off";
}

export interface Moments {
  /** When the line was written, when the command started, when the line before was written. */
  t: string;
  start: string | null;
  before: string | undefined;
}

/** What stands beside a line. */
export function timeText(mode: TimesMode, { t, start, before }: Moments, zone: Zone): string {
  if (mode === "off") return "";
  if (mode === "clock") return `${clock(t, zone)}.${t.slice(20, 23)}`;
  if (mode === "start") return start === null ? "" : lapse(Date.parse(t) - Date.parse(start));
  return before === undefined ? "" : lapse(Date.parse(t) - Date.parse(before));
}

/** "+0.042", "+1:05.003", "+2:00:00.000": the digits stand below each other. */
export function lapse(ms: number): string {
  const whole = Math.max(0, Math.round(ms)); // the clock may have been set back
  const [seconds, minutes, hours] = [
    Math.floor(whole / 1000) % 60,
    Math.floor(whole / 60_000) % 60,
    Math.floor(whole / 3_600_000),
  ];
  const rest = `.${String(whole % 1000).padStart(3, "0")}`;
  if (whole < 60_000) return `+${seconds}${rest}`;
  const clocked = `${two(minutes)}:${two(seconds)}${rest}`;
  return hours > 0 ? `+${hours}:${clocked}` : `+${clocked.replace(/^0/, "")}`;
}

function two(n: number): string {
  return String(n).padStart(2, "0");
}
