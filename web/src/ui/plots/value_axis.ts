import { extent, linear, log, type Range, type Scale } from "./scale";
import { DURATION_MARKS, logTicks, type Measure, type Tick, ticksUpTo } from "./ticks";

export interface ValueAxis {
  ticks: readonly Tick[];
  scale: (pixels: Range) => Scale;
}

/** From 0 to beyond the greatest value; a logarithmic one, of durations, just around them all. */
export function valueAxis(values: readonly number[], measure: Measure, isLog: boolean): ValueAxis {
  if (isLog) {
    const ends = roomAround(extent(values.map((value) => Math.max(1, value))));
    const ticks = logTicks(ends, 6, DURATION_MARKS, measure);
    return { ticks, scale: (pixels) => log(ends, pixels) };
  }
  const ticks = ticksUpTo(Math.max(0, extent(values).to), 4, measure);
  const ends = { from: 0, to: ticks.at(-1)?.value ?? 1 };
  return { ticks, scale: (pixels) => linear(ends, pixels) };
}

// Nothing lies on the edge.
function roomAround({ from, to }: Range): Range {
  return { from: from / 1.3, to: to * 1.3 };
}
