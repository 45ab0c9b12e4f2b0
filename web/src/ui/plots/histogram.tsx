import { counted } from "~/lib/size";
import { AxisX, AxisY } from "./axes";
import { logBins } from "./bins";
import { widthOf } from "./box";
import { Canvas } from "./canvas";
import { log } from "./scale";
import { COUNT, DURATION, DURATION_MARKS, finely, logTicks, ticksUpTo } from "./ticks";
import tones from "./tones.module.css";

interface Props {
  label: string;
  /** Milliseconds. */
  values: readonly number[];
  /** A value that is marked, and what it is: "this run". */
  marked?: { value: number; label: string };
  height?: number;
}

/** How many took how long: each bar is as many times as long as the one before it. */
export function Histogram({ label, values, marked, height = 220 }: Props) {
  const bins = logBins(values);
  const levels = ticksUpTo(Math.max(1, ...bins.map((bin) => bin.count)), 4, COUNT);
  const ends = { from: bins[0]?.from ?? 1, to: bins.at(-1)?.to ?? 10 };
  return (
    <Canvas
      label={label}
      height={height}
      margin={{ left: widthOf(levels.map((tick) => tick.label)), right: 8, top: 28, bottom: 24 }}
      draw={(box) => {
        const x = log(ends, { from: box.left, to: box.right });
        const y = (n: number) =>
          box.bottom - (n / (levels.at(-1)?.value ?? 1)) * (box.bottom - box.top);
        const ticks = logTicks(ends, (box.right - box.left) / 60, DURATION_MARKS, DURATION);
        return {
          shapes: (
            <>
              <AxisY box={box} at={y} ticks={levels} label="Runs" />
              <AxisX box={box} at={x} ticks={ticks} />
              {bins.map((bin) => (
                <rect
                  key={bin.from}
                  x={x(bin.from) + 0.5}
                  width={Math.max(1, x(bin.to) - x(bin.from) - 1)}
                  y={y(bin.count)}
                  height={box.bottom - y(bin.count)}
                  className={tones.running}
                  fill="currentColor"
                />
              ))}
              {marked && (
                <Marked
                  x={x(marked.value)}
                  top={box.top}
                  bottom={box.bottom}
                  label={marked.label}
                />
              )}
            </>
          ),
          marks: bins.map((bin) => ({
            key: String(bin.from),
            area: {
              x: x(bin.from),
              y: box.top,
              width: x(bin.to) - x(bin.from),
              height: box.bottom - box.top,
            },
            lines: [`${finely(bin.from)} to ${finely(bin.to)}`, counted(bin.count, "run")],
          })),
        };
      }}
    />
  );
}

function Marked({
  x,
  top,
  bottom,
  label,
}: {
  x: number;
  top: number;
  bottom: number;
  label: string;
}) {
  return (
    <>
      <path d={`M${x} ${bottom}V${top}`} stroke="var(--ty-text)" strokeWidth="2" />
      <text x={x} y={top - 4} textAnchor="middle">
        {label}
      </text>
    </>
  );
}
