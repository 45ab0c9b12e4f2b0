import type { Status, Task } from "~/lib/api/types";
import { statesOf } from "../filter/states";

export interface Column {
  title: string;
  /** The word for its states in a filter. */
  word: string;
  /** What has ended is shown for a day; what has not, however old it is. */
  isOver: boolean;
}

export const COLUMNS: readonly Column[] = [
  { title: "Queued", word: "queued", isOver: false },
  { title: "Running", word: "running", isOver: false },
  { title: "Needs a person", word: "todo", isOver: false },
  { title: "Completed", word: "completed", isOver: true },
  { title: "Failed", word: "failed", isOver: true },
  { title: "Cancelled", word: "cancelled", isOver: true },
];

export function statesIn(column: Column): readonly Status[] {
  return statesOf(column.word) ?? [];
}

/** The tasks of each column, the newest first: a task is where its state says, and nowhere else. */
export function dealt(tasks: readonly Task[]): Task[][] {
  const seen = new Map(tasks.map((task) => [task.id, task]));
  const newest = [...seen.values()].sort((a, b) => Number(b.id) - Number(a.id));
  return COLUMNS.map((column) => {
    const states = statesIn(column);
    return newest.filter((task) => states.includes(task.status));
  });
}
