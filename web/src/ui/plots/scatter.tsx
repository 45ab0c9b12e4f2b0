import type { Zone } from "~/lib/time";
import { useZone } from "~/ui/times";
import { AxisX, AxisY } from "./axes";
import { type Box, widthOf } from "./box";
import { Canvas, type Drawn } from "./canvas";
import { extent, linear, type Range, type Scale } from "./scale";
import { type Ending, Sign } from "./sign";
import { DURATION, type Tick } from "./ticks";
import { timeTicks } from "./time_ticks";
import tones from "./tones.module.css";
import { valueAxis } from "./value_axis";

export interface Dot {
  key: string;
  at: number;
  /** Milliseconds. */
  value: number;
  ending: Ending;
  lines: readonly string[];
  href?: string;
  /** The one that is being looked at. */
  isCurrent?: boolean;
}

interface Props {
  label: string;
  dots: readonly Dot[];
  median?: number;
  /** Where most of the values lie. */
  band?: Range;
  height?: number;
}

// From here on the least would be no more than a line at the bottom.
const WIDE = 20;

/** Durations over time; the shape of a dot is how the run ended. */
export function Scatter({ label, dots, median, band, height = 220 }: Props) {
  const zone = useZone();
  const values = dots.map((dot) => Math.max(1, dot.value));
  const { from, to } = extent(values);
  const isLog = to / from >= WIDE;
  const axis = valueAxis(values, DURATION, isLog);
  const left = widthOf(axis.ticks.map((tick) => tick.label));
  return (
    <Canvas
      label={label}
      height={height}
      margin={{ left, right: 8, top: 28, bottom: 24 }}
      draw={(box) => {
        const y = axis.scale({ from: box.bottom, to: box.top });
        const said = isLog ? "Duration, logarithmic" : "Duration";
        return draw({ box, zone, y, ticks: axis.ticks, said, dots, median, band });
      }}
    />
  );
}

interface Given extends Pick<Props, "dots" | "median" | "band"> {
  box: Box;
  zone: Zone;
  y: Scale;
  ticks: readonly Tick[];
  said: string;
}

function draw({ box, zone, y, ticks, said, dots, median, band }: Given): Drawn {
  const times = extent(dots.map((dot) => dot.at));
  // One run alone has a day around it.
  const half = times.from === times.to ? 43_200_000 : 0;
  const shown = { from: times.from - half, to: times.to + half };
  const x = linear(shown, { from: box.left + 6, to: box.right - 6 });
  const places = dots.map((dot) => ({ dot, x: x(dot.at), y: y(dot.value) }));
  return {
    shapes: (
      <>
        {band && (
          <rect
            x={box.left}
            width={box.right - box.left}
            y={y(band.to)}
            height={Math.max(2, y(band.from) - y(band.to))}
            className={tones.running}
            fill="currentColor"
            opacity="0.12"
          />
        )}
        <AxisY box={box} at={y} ticks={ticks} label={said} />
        <AxisX box={box} at={x} ticks={timeTicks(shown, (box.right - box.left) / 90, zone)} />
        {median !== undefined && (
          <path
            d={`M${box.left} ${y(median)}H${box.right}`}
            className={tones.running}
            stroke="currentColor"
            strokeWidth="1.5"
            strokeDasharray="7 4"
          />
        )}
        {places.map((place) => (
          <g key={place.dot.key}>
            {place.dot.isCurrent && (
              <circle cx={place.x} cy={place.y} r="8" fill="none" stroke="var(--ty-text)" />
            )}
            <Sign ending={place.dot.ending} x={place.x} y={place.y} />
          </g>
        ))}
      </>
    ),
    marks: places.map(({ dot, x, y }) => ({
      key: dot.key,
      area: { x: x - 8, y: y - 8, width: 16, height: 16 },
      lines: dot.lines,
      href: dot.href,
    })),
  };
}
