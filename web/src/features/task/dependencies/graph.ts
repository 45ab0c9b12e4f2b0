import type { Task } from "~/lib/api/types";

/** `to` runs after `from`, or was made because `from` failed. */
export interface Edge {
  from: string;
  to: string;
  kind: "after" | "on_failure";
}

export interface Place {
  id: string;
  column: number;
  /** From the top; columns with fewer are centred, so it may be a half. */
  row: number;
}

export interface Drawing {
  places: Place[];
  columns: number;
  rows: number;
}

export function edgesOf(tasks: Iterable<Pick<Task, "id" | "after" | "follow_up">>): Edge[] {
  const edges: Edge[] = [];
  for (const { id, after, follow_up } of tasks) {
    for (const from of after) edges.push({ from, to: id, kind: "after" });
    if (follow_up !== null) edges.push({ from: id, to: follow_up, kind: "on_failure" });
  }
  return edges;
}

/** `start` and what it waits for, through as many steps as are known, nearest first. */
export function upstream(
  start: Pick<Task, "id" | "after">,
  known: (id: string) => Pick<Task, "after"> | undefined,
  most: number,
): string[] {
  const found = new Set([start.id]);
  for (const id of found) {
    for (const before of (id === start.id ? start : known(id))?.after ?? []) {
      if (found.size >= most) return [...found];
      found.add(before);
    }
  }
  return [...found];
}

/** Left to right: everything stands to the right of all that it waits for. */
export function laidOut(ids: readonly string[], edges: readonly Edge[]): Drawing {
  const shown = edges.filter(({ from, to }) => ids.includes(from) && ids.includes(to));
  const columns = inColumns(ids, shown);
  const rows = Math.max(0, ...columns.map((column) => column.length));
  const places = columns.flatMap((column, i) =>
    column.map((id, row) => ({ id, column: i, row: row + (rows - column.length) / 2 })),
  );
  return { places, columns: columns.length, rows };
}

function inColumns(ids: readonly string[], edges: readonly Edge[]): string[][] {
  const depths = depthsOf(ids, edges);
  const columns: string[][] = [];
  for (const id of ids) {
    const depth = depths.get(id) ?? 0;
    columns[depth] = [...(columns[depth] ?? []), id];
  }
  for (const [i, column] of columns.entries()) {
    if (i > 0) columns[i] = ordered(column, columns[i - 1] ?? [], edges);
  }
  return columns;
}

/** How many steps the longest way to each has. */
function depthsOf(ids: readonly string[], edges: readonly Edge[]): Map<string, number> {
  const depths = new Map(ids.map((id) => [id, 0]));
  // Of as many rounds as there are tasks the last one changes nothing, unless they go in a circle.
  for (let round = 0; round < ids.length; round++) {
    let changed = false;
    for (const { from, to } of edges) {
      const depth = (depths.get(from) ?? 0) + 1;
      if (depth > (depths.get(to) ?? 0) && depth < ids.length) {
        depths.set(to, depth);
        changed = true;
      }
    }
    if (!changed) break;
  }
  return depths;
}

/** As high as what they wait for, on average: few lines cross then. */
function ordered(column: string[], before: string[], edges: readonly Edge[]): string[] {
  const height = new Map(column.map((id) => [id, heightOf(id, before, edges)]));
  return [...column].sort((one, other) => (height.get(one) ?? 0) - (height.get(other) ?? 0));
}

function heightOf(id: string, before: string[], edges: readonly Edge[]): number {
  const rows = edges
    .filter((edge) => edge.to === id && before.includes(edge.from))
    .map((edge) => before.indexOf(edge.from));
  return rows.length === 0 ? before.length : rows.reduce((sum, row) => sum + row, 0) / rows.length;
}
