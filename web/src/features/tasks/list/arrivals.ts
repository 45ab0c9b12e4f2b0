import { useQueryClient } from "@tanstack/react-query";
import { type RefObject, useCallback, useEffect, useMemo, useRef, useState } from "react";
import { onCreated } from "~/features/create";
import type { Task } from "~/lib/api/types";
import { type Fact, freshest, onFacts, type TaskPage } from "~/lib/live";
import { told } from "~/ui/toast";
import { paced } from "../paced";
import { isHeld, useLeft } from "./hold";
import { fetchPage, listQuery, type Wanted } from "./list_query";
import { beginsWith, tasksOf, withHead, withNew } from "./pages";

const REST_MS = 1_000;
/** When hundreds come in a second, the list is drawn four times meanwhile. */
const GATHER_MS = 250;

export interface Arrivals {
  /** How many tasks would be on top of the list, if nobody were at it. */
  waiting: number;
  show: () => void;
}

/**
 * Lets new tasks into the list, and out of it what its filter does not want any more: at once
 * while nobody is at it, else when they leave or ask for it.
 */
export function useArrivals(
  wanted: Wanted,
  list: RefObject<HTMLElement | null>,
  isPaused: boolean,
): Arrivals {
  const client = useQueryClient();
  const { queryKey } = useMemo(() => listQuery(wanted), [wanted]);
  const [head, setHead] = useState<TaskPage | null>(null);
  const wasPaused = useRef(false);
  const isPlain = wanted.text === "" && wanted.order === "-created_at";

  const put = useCallback(
    (page: TaskPage) => {
      client.setQueryData(queryKey, withHead({ ...page, tasks: page.tasks.map(freshest) }));
      setHead(null);
    },
    [client, queryKey],
  );

  useEffect(() => {
    if (isPaused) {
      wasPaused.current = true;
      return;
    }
    const gone = new AbortController();
    const looking = paced(async () => {
      if (document.hidden) return;
      const page = await fetchPage(wanted, null, gone.signal);
      const shown = client.getQueryData(queryKey);
      if (gone.signal.aborted || shown === undefined) return;
      if (beginsWith(shown, page)) setHead(null);
      else if (isHeld(list.current)) setHead(page);
      else put(page);
    }, REST_MS);
    const add = (tasks: Task[]) =>
      client.setQueryData(queryKey, (old) => old && withNew(old, tasks));
    let gathered: Task[] = [];
    const adding = paced(async () => {
      if (!isHeld(list.current)) add(gathered.map(freshest));
      gathered = [];
    }, GATHER_MS);
    const ends = [
      onFacts((facts) => {
        if (!facts.some((fact) => changes(fact, isPlain))) return;
        if (isPlain) {
          gathered.push(...createdOf(facts));
          adding.want();
        }
        looking.want();
      }),
      onCreated((task) => {
        if (isPlain) add([task]);
        else told(`Created #${task.id} ${task.name}`);
        void client.invalidateQueries({ queryKey: ["counts"] });
        looking.want();
      }),
    ];
    document.addEventListener("visibilitychange", looking.want);
    // It stood still for a while, or was left for another page.
    const at = client.getQueryState(queryKey)?.dataUpdatedAt ?? 0;
    if (wasPaused.current || Date.now() - at > REST_MS) looking.want();
    wasPaused.current = false;
    return () => {
      gone.abort();
      looking.stop();
      adding.stop();
      document.removeEventListener("visibilitychange", looking.want);
      for (const end of ends) end();
      setHead(null);
    };
  }, [client, queryKey, wanted, list, isPlain, isPaused, put]);

  const show = useCallback(() => head && put(head), [head, put]);
  const free = useCallback(() => {
    if (head !== null && !isHeld(list.current)) put(head);
  }, [head, list, put]);
  useLeft(list, free);
  return { waiting: useUnseen(head, queryKey), show };
}

/** Whether the list may be another one now. In a plain one only what is new is. */
function changes({ type }: Fact, isPlain: boolean): boolean {
  if (isPlain) return type === "task.created";
  return type === "task.created" || type === "task.updated";
}

function createdOf(facts: readonly Fact[]): Task[] {
  return facts.flatMap(({ type, task }) => (type === "task.created" && task ? [task] : []));
}

function useUnseen(head: TaskPage | null, queryKey: ReturnType<typeof listQuery>["queryKey"]) {
  const client = useQueryClient();
  return useMemo(() => {
    const shown = new Set(tasksOf(client.getQueryData(queryKey)).map((task) => task.id));
    return head?.tasks.filter((task) => !shown.has(task.id)).length ?? 0;
  }, [client, queryKey, head]);
}
