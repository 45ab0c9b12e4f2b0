import { type KeyboardEvent, useRef, useState } from "react";
import type { Zone } from "~/lib/time";
import { timeTicks } from "~/ui/plots";
import { Bar } from "./bar";
import type { Row } from "./intervals";
import { part } from "./intervals";
import classes from "./timeline.module.css";

const TICKS = 8;
/** The part of the width that a tick's label takes. */
const LABEL = 0.05;
const LANE = 16;
const ROOM = 8;

interface Props {
  rows: readonly Row[];
  window: { from: number; to: number };
  zone: Zone;
  peek: (id: string) => void;
}

/** A row for each name, a bar for each run. All bars are one stop of the Tab key. */
export function Chart({ rows, window, zone, peek }: Props) {
  const chart = useRef<HTMLDivElement>(null);
  const all = rows.flatMap((row) => row.lanes.flat());
  const [stop, setStop] = useState<string | null>(null);
  const reachable = all.some((one) => one.task.id === stop) ? stop : (all[0]?.task.id ?? null);

  function move(event: KeyboardEvent<HTMLElement>): void {
    const next = neighbour(rows, reachable, event.key);
    if (next === null) return;
    event.preventDefault();
    chart.current?.querySelector<HTMLElement>(`[data-bar="${next}"]`)?.focus();
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys are those of the bars in it
    <div className={classes.chart} ref={chart} onKeyDown={move}>
      <Ticks window={window} zone={zone} />
      {rows.map((row) => (
        <div key={row.name} className={classes.row}>
          <span className={classes.name} title={row.name}>
            {row.name}
          </span>
          <div className={classes.track} style={{ height: row.lanes.length * LANE + ROOM }}>
            {row.lanes.map((lane, i) =>
              lane.map((one) => (
                <Bar
                  key={one.task.id}
                  interval={one}
                  window={window}
                  zone={zone}
                  top={i * LANE + ROOM / 2}
                  isStop={one.task.id === reachable}
                  onStop={() => setStop(one.task.id)}
                  peek={peek}
                />
              )),
            )}
          </div>
        </div>
      ))}
      <div className={classes.now} aria-hidden="true" />
    </div>
  );
}

/** The hours, with a line down through all rows. */
function Ticks({ window, zone }: Pick<Props, "window" | "zone">) {
  const last = window.to - (window.to - window.from) * LABEL;
  const inside = timeTicks(window, TICKS, zone).filter(
    ({ value }) => value >= window.from && value <= last,
  );
  return (
    <div className={classes.ticks} aria-hidden="true">
      {inside.map(({ value, label }) => (
        <span key={value} style={{ left: `${part(window.from, value, window).width}%` }}>
          {label}
        </span>
      ))}
    </div>
  );
}

/** Sideways the runs of a name, up and down the names. */
export function neighbour(rows: readonly Row[], id: string | null, key: string): string | null {
  const lists = rows.map((row) => row.lanes.flat().sort((a, b) => a.from - b.from));
  const y = lists.findIndex((some) => some.some((one) => one.task.id === id));
  const list = lists[y] ?? [];
  const x = list.findIndex((one) => one.task.id === id);
  const sideways: Record<string, number> = {
    ArrowLeft: x - 1,
    ArrowRight: x + 1,
    Home: 0,
    End: list.length - 1,
  };
  const to = sideways[key];
  if (to !== undefined) return list[to]?.task.id ?? null;
  if (key !== "ArrowUp" && key !== "ArrowDown") return null;
  const other = lists[key === "ArrowUp" ? y - 1 : y + 1] ?? [];
  const from = list[x]?.from ?? 0;
  const nearest = [...other].sort((a, b) => Math.abs(a.from - from) - Math.abs(b.from - from))[0];
  return nearest?.task.id ?? null;
}
