export { BarsUpDown, type EndedBar } from "./bars_up_down";
export { logBins } from "./bins";
export { type Beat, HeartbeatStrip } from "./heartbeat_strip";
export { HeatMap } from "./heat_map";
export { Histogram } from "./histogram";
export type { Entry } from "./legend";
export { type Line, Lines, type Place } from "./lines";
export { Plot } from "./plot";
export type { Facts } from "./plot_table";
export { ascending, quantile } from "./quantile";
export { type Rank, RankedBars } from "./ranked_bars";
export { type Dot, Scatter } from "./scatter";
export { type Ending, endingOf } from "./sign";
export { Sparkline } from "./sparkline";
export {
  BYTES,
  DURATION,
  finely,
  type Measure,
  PERCENT,
  type Tick,
} from "./ticks";
export { partsOf, timeTicks } from "./time_ticks";
