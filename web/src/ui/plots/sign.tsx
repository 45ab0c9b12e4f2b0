import type { Status } from "~/lib/api/types";
import type { Tone } from "~/lib/status";
import tones from "./tones.module.css";

/** How a task ended; each is drawn in a shape of its own. */
export type Ending = "completed" | "failed" | "cancelled";

/** Null for what goes on. */
export function endingOf(status: Status): Ending | null {
  return status === "completed" || status === "failed" || status === "cancelled" ? status : null;
}

export const TONES: Record<Ending, Tone> = {
  completed: "completed",
  failed: "failed",
  cancelled: "neutral",
};

/** A disc, a cross or a diamond, around a point. */
export function Sign({ ending, x, y }: { ending: Ending; x: number; y: number }) {
  const shapes: Record<Ending, string> = {
    completed: "M-3.5 0a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0 -7 0Z",
    failed: "M-3.5 -3.5L3.5 3.5M-3.5 3.5L3.5 -3.5",
    cancelled: "M0 -4.5L4.5 0L0 4.5L-4.5 0Z",
  };
  return (
    <path
      d={shapes[ending]}
      transform={`translate(${x} ${y})`}
      className={tones[TONES[ending]]}
      fill={ending === "completed" ? "currentColor" : "none"}
      fillOpacity="0.75"
      stroke="currentColor"
      strokeWidth={ending === "completed" ? 1 : 2}
    />
  );
}
