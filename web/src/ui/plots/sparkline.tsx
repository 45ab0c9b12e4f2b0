import type { Tone } from "~/lib/status";
import { linear } from "./scale";
import { Stroke } from "./stroke";

const WIDTH = 96;
const HEIGHT = 28;

/** The way a number went, beside the number itself: a shape, not a plot to be read. */
export function Sparkline({ values, tone }: { values: readonly (number | null)[]; tone: Tone }) {
  const most = Math.max(0, ...values.map((value) => value ?? 0)) || 1;
  const x = linear({ from: 0, to: values.length - 1 }, { from: 2, to: WIDTH - 2 });
  const y = linear({ from: 0, to: most }, { from: HEIGHT - 3, to: 3 });
  return (
    <svg width={WIDTH} height={HEIGHT} aria-hidden="true">
      <Stroke
        points={values.map((value, i) => (value === null ? null : [x(i), y(value)]))}
        tone={tone}
        dash="solid"
      />
    </svg>
  );
}
