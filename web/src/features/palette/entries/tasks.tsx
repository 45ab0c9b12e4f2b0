import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useLocation } from "wouter";
import { api, take } from "~/lib/api/client";
import type { Task } from "~/lib/api/types";
import { freshest } from "~/lib/live";
import { useNow } from "~/lib/now";
import { lookOf } from "~/lib/status";
import { relative } from "~/lib/time";
import { StateIcon } from "~/ui/state_icon";
import type { Entry } from "../entry";
import { isNumber, type Wanted } from "../wanted";

const SHOWN = 8;

/** Tasks by number, name or command; the newest where nothing but tasks is asked for. */
export function useTaskEntries({ only, text }: Wanted): { entries: Entry[]; isLooking: boolean } {
  const [, navigate] = useLocation();
  const now = useNow();
  const asked = only === "tasks" || (only === null && (text.length > 1 || isNumber(text)));
  const { data = [], isFetching } = useQuery({
    queryKey: ["tasks", "palette", text],
    queryFn: ({ signal }) => found(text, signal),
    enabled: asked,
    placeholderData: keepPreviousData,
  });
  const entries = (asked ? data : []).map(freshest).map((task) => ({
    id: `task ${task.id}`,
    label: `#${task.id} ${task.name}`,
    icon: <StateIcon task={task} />,
    note: `${lookOf(task).label} · ${relative(task.created_at, now)}`,
    run: () => navigate(`/tasks/${task.id}`),
  }));
  return { entries, isLooking: asked && isFetching };
}

async function found(text: string, signal: AbortSignal): Promise<Task[]> {
  const ask = async (q: string) => {
    const query = { limit: SHOWN, ...(q === "" ? {} : { q }) };
    return (await take(api.GET("/api/v1/tasks", { params: { query }, signal }))).tasks;
  };
  if (!isNumber(text)) return ask(text);
  // Also in names there are numbers; the task that has it comes first.
  const [numbered, named] = await Promise.all([ask(`#${text}`), ask(text)]);
  return [...numbered, ...named.filter((task) => task.id !== text)].slice(0, SHOWN);
}
