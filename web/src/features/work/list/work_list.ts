import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { api, take } from "~/lib/api/client";
import type { Status, Task, TaskQuery } from "~/lib/api/types";
import { freshest, type TaskPage } from "~/lib/live";
import { useMe } from "~/lib/session";
import { isFinal } from "~/lib/status";
import { millis } from "~/lib/time";
import { isExpired } from "../due/due_words";
import { useNewcomers } from "./newcomers";
import type { View } from "./views";

const PAGE = 200;
const DAY = 86_400_000;
const DONE_FOR = 7 * DAY;
/** What expired is shown for longer: somebody may have been away. */
const EXPIRED_FOR = 30 * DAY;
const OPEN: Status[] = ["unassigned", "pending", "in_progress"];
const ENDED: Status[] = ["completed", "failed", "cancelled"];

async function page(query: TaskQuery, signal: AbortSignal): Promise<TaskPage> {
  const asked = { ...query, kind: ["person" as const], limit: PAGE };
  const found = await take(api.GET("/api/v1/tasks", { params: { query: asked }, signal }));
  return { ...found, tasks: found.tasks.map(freshest) };
}

/** The people's tasks of a view: all that are open, and what has ended lately. */
export function useWorkList(view: View, now: number) {
  const me = useMe();
  const open = useInfiniteQuery({
    queryKey: ["tasks", "work", view.name, "open"],
    queryFn: ({ signal, pageParam }) =>
      page({ ...view.query, status: OPEN, order_by: "deadline", ...pageParam }, signal),
    initialPageParam: {},
    getNextPageParam: ({ next_cursor }) => (next_cursor === null ? null : { cursor: next_cursor }),
  });
  const ended = useQuery({
    queryKey: ["tasks", "work", view.name, "ended"],
    queryFn: ({ signal }) => page({ ...view.query, status: ENDED }, signal),
    // What nobody had when it ended is nobody's to do.
    enabled: view.name !== "nobodys",
  });
  useNewcomers(
    ["tasks", "work", view.name],
    (task) => task.kind === "person" && view.has(task, me),
  );
  const tasks = useMemo(() => {
    const known = new Map<string, Task>();
    for (const { tasks } of [...(open.data?.pages ?? []), ...(ended.data ? [ended.data] : [])])
      for (const task of tasks) known.set(task.id, freshest(task));
    return [...known.values()].filter((task) => view.has(task, me) && isShown(task, now));
  }, [open.data, ended.data, view, me, now]);
  return {
    tasks,
    pages: open,
    /** More has ended than is shown. */
    hasEarlier:
      ended.data?.has_more === true ||
      ended.data?.tasks.some((task) => !isShown(task, now)) === true,
    isLoading: open.isLoading || ended.isLoading,
    error: open.error ?? ended.error,
    retry() {
      void open.refetch();
      if (ended.error !== null) void ended.refetch();
    },
  };
}

function isShown(task: Task, now: number): boolean {
  if (!isFinal(task) || task.finished_at === null) return true;
  const since = now - millis(task.finished_at);
  return since < (isExpired(task) ? EXPIRED_FOR : DONE_FOR);
}
