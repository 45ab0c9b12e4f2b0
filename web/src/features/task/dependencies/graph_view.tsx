import { Link } from "wouter";
import type { Task } from "~/lib/api/types";
import { StateIcon } from "~/ui/state_icon";
import { type Edge, laidOut, type Place } from "./graph";
import classes from "./graph_view.module.css";
import type { Related } from "./use_related";

const WIDTH = 192;
const HEIGHT = 36;
const GAP_X = 48;
const GAP_Y = 12;

/** The tasks around one, from left to right. Who does not see it has the list below. */
export function GraphView({ task, related }: { task: Task; related: Related }) {
  const { places, columns, rows } = laidOut(related.ids, related.edges);
  const at = new Map(places.map((place) => [place.id, place]));
  const width = columns * WIDTH + (columns - 1) * GAP_X;
  const height = rows * HEIGHT + (rows - 1) * GAP_Y;
  return (
    <div className={classes.room} aria-hidden="true">
      <div className={classes.graph} style={{ width, height }}>
        <svg width={width} height={height} className={classes.lines} aria-hidden="true">
          {related.edges.map((edge) => (
            <Way key={`${edge.from}-${edge.to}`} edge={edge} at={at} />
          ))}
        </svg>
        {places.map((place) => (
          <Node
            key={place.id}
            place={place}
            task={related.find(place.id)}
            isHere={place.id === task.id}
          />
        ))}
      </div>
    </div>
  );
}

function Node({
  place,
  task,
  isHere,
}: {
  place: Place;
  task: Task | null | undefined;
  isHere: boolean;
}) {
  return (
    <Link
      href={`/tasks/${place.id}`}
      tabIndex={-1}
      className={`${classes.node} ${isHere ? classes.here : ""}`}
      style={{ left: left(place), top: top(place), width: WIDTH, height: HEIGHT }}
    >
      {task && <StateIcon task={task} />}
      <span className="ty-muted">#{place.id}</span>
      <span className={classes.name}>{task?.name}</span>
    </Link>
  );
}

function Way({ edge, at }: { edge: Edge; at: Map<string, Place> }) {
  const from = at.get(edge.from);
  const to = at.get(edge.to);
  if (from === undefined || to === undefined) return null;
  const [x1, y1] = [left(from) + WIDTH, top(from) + HEIGHT / 2];
  const [x2, y2] = [left(to), top(to) + HEIGHT / 2];
  const bend = GAP_X * 0.6;
  return (
    <path
      className={edge.kind === "on_failure" ? classes.failure : undefined}
      d={`M${x1} ${y1}C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}m-6-4l6 4l-6 4`}
    />
  );
}

function left({ column }: Place): number {
  return column * (WIDTH + GAP_X);
}

function top({ row }: Place): number {
  return row * (HEIGHT + GAP_Y);
}
