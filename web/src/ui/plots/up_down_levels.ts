import { COUNT, type Tick, ticksUpTo } from "./ticks";

// So much room, of that above, has what is below at least.
const LEAST_BELOW = 0.1;

export interface Levels {
  ticks: readonly Tick[];
  lowest: number;
  highest: number;
}

/** Both sides have the same scale; what is below the axis is counted as what it is. */
export function levelsOf(up: number, down: number): Levels {
  const above = ticksUpTo(up, 3, COUNT);
  const highest = above.at(-1)?.value ?? 1;
  const least = LEAST_BELOW * highest;
  const deepest = { value: -down, label: COUNT.say(down) };
  return {
    ticks: down >= least && down > 0 ? [deepest, ...above] : above,
    lowest: down === 0 ? 0 : -Math.max(down, least),
    highest,
  };
}
