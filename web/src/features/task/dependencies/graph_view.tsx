import { Link } from "wouter";
import type { Task } from "~/lib/api/types";
import { StateIcon } from "~/ui/state_icon";

import classes from "./graph_view.module.css";
import { laidOut, type Place } from "./layout";
import type { Related } from "./use_related";

const WIDTH = 192;
const HEIGHT = 36;
const GAP_X = 48;
const GAP_Y = 12;

/** The tasks around one, from left to right. Who does not see it has the list below. */
export function GraphView({ task, related }: { task: Task; related: Related }) {
  const { places, ways, columns, rows } = laidOut(related.ids, related.edges);
  const width = columns * WIDTH + (columns - 1) * GAP_X;
  const height = rows * HEIGHT + (rows - 1) * GAP_Y;
  return (
    <div className={classes.room} aria-hidden="true">
      <div className={classes.graph} style={{ width, height }}>
        <svg width={width} height={height} className={classes.lines} aria-hidden="true">
          {ways.map(({ edge, stops }) => (
            <path
              key={`${edge.from} to ${edge.to}`}
              className={edge.kind === "on_failure" ? classes.failure : undefined}
              d={lineOf(stops)}
            />
          ))}
        </svg>
        {related.ids.map((id) => {
          const place = places.get(id);
          if (place === undefined) return null;
          return (
            <Node key={id} id={id} place={place} task={related.find(id)} isHere={id === task.id} />
          );
        })}
      </div>
    </div>
  );
}

interface NodeProps {
  id: string;
  place: Place;
  task: Task | null | undefined;
  isHere: boolean;
}

function Node({ id, place, task, isHere }: NodeProps) {
  return (
    <Link
      href={`/tasks/${id}`}
      tabIndex={-1}
      className={`${classes.node} ${isHere ? classes.here : ""}`}
      style={{ left: left(place), top: top(place), width: WIDTH, height: HEIGHT }}
    >
      {task && <StateIcon task={task} />}
      <span className="ty-muted">#{id}</span>
      <span className={classes.name}>{task?.name}</span>
    </Link>
  );
}

/** Curved between columns, straight through them, with a head at its end. */
function lineOf(stops: readonly Place[]): string {
  const bend = GAP_X * 0.6;
  const parts = stops.map((stop, i) => {
    const [x, y] = [left(stop), top(stop) + HEIGHT / 2];
    if (i === 0) return `M${x + WIDTH} ${y}`;
    const before = stops[i - 1] ?? stop;
    const [x0, y0] = [left(before) + WIDTH, top(before) + HEIGHT / 2];
    const through = i < stops.length - 1 ? `H${x + WIDTH}` : "m-6-4l6 4l-6 4";
    return `C${x0 + bend} ${y0} ${x - bend} ${y} ${x} ${y}${through}`;
  });
  return parts.join("");
}

function left({ column }: Place): number {
  return column * (WIDTH + GAP_X);
}

function top({ row }: Place): number {
  return row * (HEIGHT + GAP_Y);
}
