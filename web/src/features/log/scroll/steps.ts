import type { Shown } from "../view/rows";
import { topOf } from "./place";
import type { Reader } from "./reader";
import type { Runway } from "./use_runway";

export type Step = { rows: number } | { pages: number } | "first" | "end";

/** How far keys go: by lines, also in a log of millions. */
export const STEPS: Readonly<Record<string, Step>> = {
  ArrowDown: { rows: 1 },
  ArrowUp: { rows: -1 },
  PageDown: { pages: 1 },
  PageUp: { pages: -1 },
  " ": { pages: 1 },
  Home: "first",
  End: "end",
};

export function take(step: Step, runway: Runway, reader: Reader, shown: Shown): void {
  if (step === "end") reader.act({ do: "follow" });
  else if (step === "first") reader.act({ do: "go", to: topOf(shown.at(0)) });
  else if ("rows" in step) runway.stepRows(step.rows);
  else runway.stepPages(step.pages);
}
