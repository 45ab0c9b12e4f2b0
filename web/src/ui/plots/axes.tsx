import classes from "./axes.module.css";
import { type Box, round } from "./box";
import type { Scale } from "./scale";
import type { Tick } from "./ticks";

interface Axis {
  box: Box;
  at: Scale;
  ticks: readonly Tick[];
  label?: string | undefined;
}

const LETTER = 6.5;

/** Along the lower edge. Labels that would run out of the plot are moved inwards. */
export function AxisX({ box, at, ticks, label }: Axis) {
  return (
    <>
      <path d={`M${box.left} ${box.bottom + 0.5}H${box.right}`} className={classes.line} />
      {ticks.map((tick) => {
        const x = at(tick.value);
        const half = (tick.label.length * LETTER) / 2;
        const middle = Math.min(box.width - half, Math.max(half, x));
        return (
          <g key={tick.value}>
            <path d={`M${round(x)} ${box.bottom}v4`} className={classes.line} />
            <text x={middle} y={box.bottom + 17} textAnchor="middle">
              {tick.label}
            </text>
          </g>
        );
      })}
      {label !== undefined && (
        <text x={box.right} y={box.bottom + 33} textAnchor="end">
          {label}
        </text>
      )}
    </>
  );
}

/** On the left, with a line across at every tick; what it measures stands above it. */
export function AxisY({ box, at, ticks, label }: Axis) {
  return (
    <>
      {ticks.map((tick) => {
        const y = Math.floor(at(tick.value)) + 0.5;
        return (
          <g key={tick.value}>
            <path d={`M${box.left} ${y}H${box.right}`} className={classes.grid} />
            <text x={box.left - 6} y={y + 4} textAnchor="end">
              {tick.label}
            </text>
          </g>
        );
      })}
      {label !== undefined && (
        <text x={0} y={box.top - 12}>
          {label}
        </text>
      )}
    </>
  );
}
