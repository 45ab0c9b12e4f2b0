import { queryOptions } from "@tanstack/react-query";
import { api, take } from "~/lib/api/client";
import type { TaskFilter } from "~/lib/api/types";
import { freshest, type TaskPage } from "~/lib/live";
import { withTerm } from "~/lib/terms";
import { meaningOf } from "../filter/meaning";
import type { Wanted } from "../list/list_query";
import { total } from "../use_matching";
import { COLUMNS, type Column, statesIn } from "./columns";

const LIMIT = 50;
const DAY = 86_400_000;

/** One page of all columns, so that it is kept fresh as any other. */
export interface BoardPage extends TaskPage {
  /** How many tasks each column has, shown or not. */
  totals: number[];
}

export function boardQuery({ text, people }: Wanted) {
  const rest = withTerm(text, "status", null);
  return queryOptions({
    queryKey: ["tasks", "board", rest],
    queryFn: async ({ signal }): Promise<BoardPage> => {
      const { filter } = meaningOf(rest, { now: Date.now(), people });
      const pages = await Promise.all(COLUMNS.map((column) => pageOf(column, filter, signal)));
      return {
        tasks: pages.flatMap((page) => page.tasks.map(freshest)),
        totals: pages.map((page, i) => totalOf(page, COLUMNS[i])),
        next_cursor: null,
        has_more: false,
      };
    },
  });
}

function pageOf(column: Column, filter: TaskFilter, signal: AbortSignal): Promise<TaskPage> {
  const since = column.isOver ? { created_after: new Date(Date.now() - DAY).toISOString() } : {};
  const status = [...statesIn(column)];
  // Here too "pending" would be a word for queued commands.
  const kind = column.word === "todo" ? { kind: ["person" as const] } : {};
  const query = {
    ...since,
    ...filter,
    ...kind,
    status,
    limit: LIMIT,
    include: ["counts" as const],
  };
  return take(api.GET("/api/v1/tasks", { params: { query }, signal }));
}

function totalOf(page: TaskPage, column: Column | undefined): number {
  return column && page.counts ? total(page.counts, statesIn(column)) : page.tasks.length;
}
