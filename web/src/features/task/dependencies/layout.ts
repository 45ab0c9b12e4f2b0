import type { Edge } from "./graph";

/** Where something stands: counted from the left, and from the top. */
export interface Place {
  column: number;
  /** Columns with fewer are centred, so it may be a half. */
  row: number;
}

export interface Drawing {
  places: Map<string, Place>;
  /** The way of each line, past what stands in between. */
  ways: { edge: Edge; stops: Place[] }[];
  columns: number;
  rows: number;
}

/** Left to right: everything stands to the right of all that it waits for. */
export function laidOut(ids: readonly string[], edges: readonly Edge[]): Drawing {
  const shown = edges.filter(({ from, to }) => ids.includes(from) && ids.includes(to));
  const depths = depthsOf(ids, shown);
  const routes = shown.map((edge) => ({ edge, stops: stopsOf(edge, depths) }));
  const columns = inColumns(
    depths,
    routes.flatMap(({ stops }) => pairs(stops)),
  );
  const rows = Math.max(0, ...columns.map((column) => column.length));
  const places = new Map(
    columns.flatMap((ids, column) =>
      ids.map((id, row): [string, Place] => [id, { column, row: row + (rows - ids.length) / 2 }]),
    ),
  );
  const ways = routes.map(({ edge, stops }) => ({
    edge,
    stops: stops.flatMap((id) => places.get(id) ?? []),
  }));
  return { places, ways, columns: columns.length, rows };
}

type Link = readonly [from: string, to: string];

/** How many steps the longest way to each has. */
function depthsOf(ids: readonly string[], edges: readonly Edge[]): Map<string, number> {
  const depths = new Map(ids.map((id) => [id, 0]));
  // Of as many rounds as there are tasks the last one changes nothing, unless they go in a circle.
  for (let round = 0; round < ids.length; round++) {
    for (const { from, to } of edges) {
      const depth = (depths.get(from) ?? 0) + 1;
      if (depth > (depths.get(to) ?? 0) && depth < ids.length) depths.set(to, depth);
    }
  }
  return depths;
}

/** A line that passes columns has a place of its own in each of them, which is added to `depths`. */
function stopsOf({ from, to }: Edge, depths: Map<string, number>): string[] {
  const stops = [from];
  for (let depth = (depths.get(from) ?? 0) + 1; depth < (depths.get(to) ?? 0); depth++) {
    const stop = `${from} to ${to}, ${depth}`;
    depths.set(stop, depth);
    stops.push(stop);
  }
  return [...stops, to];
}

function pairs(stops: readonly string[]): Link[] {
  return stops.slice(1).map((stop, i) => [stops[i] ?? stop, stop]);
}

function inColumns(depths: Map<string, number>, links: readonly Link[]): string[][] {
  const columns: string[][] = [];
  for (const [id, depth] of depths) {
    while (columns.length <= depth) columns.push([]);
    columns[depth]?.push(id);
  }
  for (const [i, column] of columns.entries()) {
    if (i > 0) columns[i] = ordered(column, columns[i - 1] ?? [], links);
  }
  return columns;
}

/** As high as what they come from, on average: few lines cross then. */
function ordered(column: string[], before: string[], links: readonly Link[]): string[] {
  const height = new Map(column.map((id) => [id, heightOf(id, before, links)]));
  return [...column].sort((one, other) => (height.get(one) ?? 0) - (height.get(other) ?? 0));
}

function heightOf(id: string, before: string[], links: readonly Link[]): number {
  const rows = links.flatMap(([from, to]) => {
    const row = to === id ? before.indexOf(from) : -1;
    return row < 0 ? [] : [row];
  });
  return rows.length === 0 ? before.length : rows.reduce((sum, row) => sum + row, 0) / rows.length;
}
