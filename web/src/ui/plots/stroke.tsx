import type { Tone } from "~/lib/status";
import { pathOf } from "./box";
import tones from "./tones.module.css";

/** How a line is drawn: lines are told from each other without their colours. */
export type Dash = "solid" | "dashed" | "dotted";

const DASHES: Record<Dash, string | undefined> = {
  solid: undefined,
  dashed: "7 4",
  dotted: "1 4",
};

interface Props {
  points: readonly (readonly [x: number, y: number] | null)[];
  dash: Dash;
  tone: Tone;
}

export function Stroke({ points, dash, tone }: Props) {
  return (
    <path
      d={pathOf(points)}
      className={tones[tone]}
      fill="none"
      stroke="currentColor"
      strokeWidth="2"
      strokeLinecap="round"
      strokeLinejoin="round"
      strokeDasharray={DASHES[dash]}
    />
  );
}
