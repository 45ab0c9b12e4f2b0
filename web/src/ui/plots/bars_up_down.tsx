import { useId } from "react";
import { AxisX, AxisY } from "./axes";
import { widthOf } from "./box";
import { Canvas } from "./canvas";
import { Hatch } from "./hatch";
import type { Mark } from "./marks";
import { linear, type Scale } from "./scale";
import type { Tick } from "./ticks";
import tones from "./tones.module.css";
import { levelsOf } from "./up_down_levels";

/** How many tasks ended in a stretch of time. */
export interface EndedBar {
  from: number;
  to: number;
  completed: number;
  failed: number;
  cancelled: number;
  /** How many completed in the same stretch of the period before. */
  before: number | null;
  up: Told;
  down: Told;
}

/** What one side of a bar says, and where it leads. */
interface Told {
  lines: readonly string[];
  href?: string | undefined;
}

interface Props {
  label: string;
  bars: readonly EndedBar[];
  ticks: (room: number) => readonly Tick[];
  height?: number;
}

const WIDEST = 40;

/** Completed up; failed and cancelled down, and hatched. */
export function BarsUpDown({ label, bars, ticks, height = 240 }: Props) {
  const id = useId();
  const up = Math.max(1, ...bars.map((bar) => Math.max(bar.completed, bar.before ?? 0)));
  const down = Math.max(0, ...bars.map((bar) => bar.failed + bar.cancelled));
  const levels = levelsOf(up, down);
  return (
    <Canvas
      label={label}
      height={height}
      margin={{
        left: widthOf(levels.ticks.map((tick) => tick.label)),
        right: 8,
        top: 28,
        bottom: 24,
      }}
      columns={bars.length}
      draw={(box) => {
        const ends = { from: levels.lowest, to: levels.highest };
        const y = linear(ends, { from: box.bottom, to: box.top });
        const times = { from: bars[0]?.from ?? 0, to: bars.at(-1)?.to ?? 1 };
        const x = linear(times, { from: box.left, to: box.right });
        return {
          shapes: (
            <>
              <Hatch id={`${id}failed`} tone="failed" />
              <Hatch id={`${id}cancelled`} tone="neutral" turned />
              <AxisY box={box} at={y} ticks={levels.ticks} label="Tasks" />
              <AxisX box={box} at={x} ticks={ticks((box.right - box.left) / 90)} />
              {bars.map((bar) => (
                <Bar key={bar.from} bar={bar} x={x} y={y} hatch={id} />
              ))}
              <path d={`M${box.left} ${y(0)}H${box.right}`} stroke="var(--ty-control)" />
              <Before bars={bars} x={x} y={y} />
            </>
          ),
          marks: [
            ...bars.map((bar) => side("up", bar, x, box.top, y(0))),
            ...(down > 0 ? bars.map((bar) => side("down", bar, x, y(0), box.bottom)) : []),
          ],
        };
      }}
    />
  );
}

interface Place {
  x: Scale;
  y: Scale;
}

function Bar({ bar, x, y, hatch }: { bar: EndedBar; hatch: string } & Place) {
  const step = x(bar.to) - x(bar.from);
  const width = Math.max(1, Math.min(WIDEST, step * 0.8));
  const sides = { x: x(bar.from) + (step - width) / 2, width };
  const axis = y(0);
  const failed = height(bar.failed, y);
  return (
    <>
      <rect
        {...sides}
        y={axis - height(bar.completed, y)}
        height={height(bar.completed, y)}
        className={tones.completed}
        fill="currentColor"
      />
      <rect {...sides} y={axis} height={failed} fill={`url(#${hatch}failed)`} />
      <rect
        {...sides}
        y={axis + failed}
        height={height(bar.cancelled, y)}
        fill={`url(#${hatch}cancelled)`}
      />
    </>
  );
}

/** One of a thousand is to be seen too. */
function height(n: number, y: Scale): number {
  return n === 0 ? 0 : Math.max(2, y(0) - y(n));
}

/** What was completed the time before, as steps over the bars. */
function Before({ bars, x, y }: { bars: readonly EndedBar[] } & Place) {
  const known = bars.flatMap(({ from, to, before }) =>
    before === null ? [] : [`H${x(from)}V${y(before)}H${x(to)}`],
  );
  if (known.length === 0) return null;
  const start = `M${x(bars[0]?.from ?? 0)} ${y(bars[0]?.before ?? 0)}`;
  return (
    <path
      d={start + known.join("")}
      fill="none"
      stroke="var(--ty-text)"
      strokeWidth="1.5"
      strokeDasharray="1 3"
      strokeLinecap="round"
    />
  );
}

function side(which: "up" | "down", bar: EndedBar, x: Scale, top: number, bottom: number): Mark {
  const left = x(bar.from);
  return {
    key: `${which} ${bar.from}`,
    area: { x: left, y: top, width: x(bar.to) - left, height: bottom - top },
    ...bar[which],
  };
}
