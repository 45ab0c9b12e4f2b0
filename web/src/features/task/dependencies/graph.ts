import type { Task } from "~/lib/api/types";

/** `to` runs after `from`, or was made because `from` failed. */
export interface Edge {
  from: string;
  to: string;
  kind: "after" | "on_failure";
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
