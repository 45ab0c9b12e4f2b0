/** How a number has changed: signed, and whether that is good. */
export interface Delta {
  text: string;
  tone: "better" | "worse" | "same";
}

type Good = "more" | "less" | "neither";

/** In hundredths of what it was before: "+12 %". */
export function relativeChange(now: number, before: number, good: Good): Delta {
  if (before === 0) return now === 0 ? SAME : { text: "was none", tone: toneOf(1, good) };
  const percent = Math.round((100 * (now - before)) / before);
  return percent === 0 ? SAME : { text: `${signed(percent)} %`, tone: toneOf(percent, good) };
}

/** Of shares, in hundredths of the whole: "−1.2 points". */
export function pointsChange(now: number, before: number, good: Good): Delta {
  const points = Math.round(1000 * (now - before)) / 10;
  return points === 0 ? SAME : { text: `${signed(points)} points`, tone: toneOf(points, good) };
}

const SAME: Delta = { text: "as before", tone: "same" };

function signed(n: number): string {
  return n > 0 ? `+${n.toLocaleString("en-US")}` : `−${(-n).toLocaleString("en-US")}`;
}

function toneOf(change: number, good: Good): Delta["tone"] {
  if (good === "neither") return "same";
  return change > 0 === (good === "more") ? "better" : "worse";
}
