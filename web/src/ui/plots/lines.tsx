import type { Tone } from "~/lib/status";
import { AxisX, AxisY } from "./axes";
import { type Box, widthOf } from "./box";
import { Canvas } from "./canvas";
import type { Mark } from "./marks";
import { linear, type Scale } from "./scale";
import { type Dash, Stroke } from "./stroke";
import type { Measure, Tick } from "./ticks";
import { valueAxis } from "./value_axis";

export interface Line {
  label: string;
  tone: Tone;
  dash: Dash;
  /** One for each place on the x axis; null is a gap. */
  values: readonly (number | null)[];
}

export interface Place {
  /** On the x axis. */
  at: number;
  /** What the place is called: "Mon, 14:00 to 15:00". */
  title: string;
  href?: string | undefined;
}

interface Props {
  label: string;
  measure: Measure;
  lines: readonly Line[];
  places: readonly Place[];
  /** What stands below the x axis, for so many labels as there is room for. */
  ticks: (room: number) => readonly Tick[];
  /** What must not be exceeded. */
  limit?: { value: number; label: string };
  /** For durations of which some are many times as long as others. */
  isLog?: boolean;
  height?: number;
}

/** Several values over the same places: times, mostly. */
export function Lines({
  label,
  measure,
  lines,
  places,
  ticks,
  limit,
  isLog = false,
  height = 200,
}: Props) {
  const values = lines.flatMap((line) => line.values.filter((value) => value !== null));
  const axis = valueAxis([...values, ...(limit ? [limit.value] : [])], measure, isLog);
  const left = widthOf(axis.ticks.map((tick) => tick.label));
  return (
    <Canvas
      label={label}
      height={height}
      margin={{ left, right: 8, top: 12, bottom: 24 }}
      draw={(box) => {
        const y = axis.scale({ from: box.bottom, to: box.top });
        const ends = { from: places[0]?.at ?? 0, to: places.at(-1)?.at ?? 1 };
        const x = linear(ends, { from: box.left + 2, to: box.right - 2 });
        return {
          shapes: (
            <>
              <AxisY box={box} at={y} ticks={axis.ticks} />
              <AxisX box={box} at={x} ticks={ticks((box.right - box.left) / 90)} />
              {lines.map((line) => (
                <Stroke
                  key={line.label}
                  tone={line.tone}
                  dash={line.dash}
                  points={places.map(({ at }, i) => {
                    const value = line.values[i] ?? null;
                    return value === null ? null : [x(at), y(value)];
                  })}
                />
              ))}
              {limit && <Limit box={box} y={y(limit.value)} label={limit.label} />}
            </>
          ),
          marks: marksOf({ box, x, measure, lines, places }),
        };
      }}
    />
  );
}

function Limit({ box, y, label }: { box: Box; y: number; label: string }) {
  return (
    <>
      <path
        d={`M${box.left} ${y}H${box.right}`}
        stroke="var(--ty-failed-graphic)"
        strokeWidth="1.5"
        strokeDasharray="10 3"
      />
      <text x={box.right} y={y - 4} textAnchor="end">
        {label}
      </text>
    </>
  );
}

interface Given extends Pick<Props, "measure" | "lines" | "places"> {
  box: Box;
  x: Scale;
}

/** A column around each place, up to half way to the next. */
function marksOf({ box, x, measure, lines, places }: Given): Mark[] {
  return places.map(({ at, title, href }, i) => {
    const here = x(at);
    const left = i === 0 ? box.left : (x(places[i - 1]?.at ?? at) + here) / 2;
    const right = i === places.length - 1 ? box.right : (x(places[i + 1]?.at ?? at) + here) / 2;
    const said = lines.flatMap(({ label, values }) => {
      const value = values[i] ?? null;
      return value === null ? [] : [`${label}: ${measure.tell(value)}`];
    });
    return {
      key: String(at),
      area: { x: left, y: box.top, width: Math.max(0, right - left), height: box.bottom - box.top },
      lines: [title, ...said],
      href,
    };
  });
}
