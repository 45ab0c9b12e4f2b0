import { useQueryClient } from "@tanstack/react-query";
import { type RefObject, useCallback, useEffect, useMemo, useRef, useState } from "react";
import { onCreated } from "~/features/create";
import { type Fact, freshest, onFacts, onFresh, type TaskPage } from "~/lib/live";
import { told } from "~/ui/toast";
import { paced } from "../paced";
import { isHeld, useLeft } from "./hold";
import { fetchPage, type ListKey, listQuery, type Wanted } from "./list_query";
import { useOnTop } from "./on_top";
import { beginsWith, tasksOf, withHead } from "./pages";

const REST_MS = 1_000;
const YOUNG_MS = 10_000;

export interface Arrivals {
  /** How many tasks would be on top of the list, if nobody were at it. */
  waiting: number;
  show: () => void;
}

/**
 * Lets new tasks into the list, and out of it what its filter does not want any more: at once
 * while nobody is at it, else when they leave or ask for it. The server decides; it is asked for
 * the list's beginning.
 */
export function useArrivals(
  wanted: Wanted,
  list: RefObject<HTMLElement | null>,
  isPaused: boolean,
): Arrivals {
  const client = useQueryClient();
  const { queryKey } = useMemo(() => listQuery(wanted), [wanted]);
  const [head, setHead] = useState<TaskPage | null>(null);
  const isPlain = wanted.text === "" && wanted.order === "-created_at";
  useOnTop(queryKey, list, isPlain && !isPaused);

  const put = useCallback(
    (page: TaskPage) => {
      client.setQueryData(queryKey, withHead({ ...page, tasks: page.tasks.map(freshest) }));
      setHead(null);
    },
    [client, queryKey],
  );
  const look = useCallback(
    async (signal: AbortSignal) => {
      if (document.hidden) return;
      const page = await fetchPage(wanted, null, signal);
      const shown = client.getQueryData(queryKey);
      if (signal.aborted || shown === undefined) return;
      if (beginsWith(shown, page)) setHead(null);
      else if (isHeld(list.current)) setHead(page);
      else put(page);
    },
    [client, queryKey, wanted, list, put],
  );
  useLooking(look, queryKey, isPlain, isPaused);
  useLeft(
    list,
    useCallback(() => {
      if (head !== null && !isHeld(list.current)) put(head);
    }, [head, list, put]),
  );
  return {
    waiting: useUnseen(head, queryKey),
    show: useCallback(() => head && put(head), [head, put]),
  };
}

/** Looks whenever the list may be another one, at most once a second. */
function useLooking(
  look: (signal: AbortSignal) => Promise<void>,
  queryKey: ListKey,
  isPlain: boolean,
  isPaused: boolean,
): void {
  const client = useQueryClient();
  const wasPaused = useRef(false);
  useEffect(() => {
    if (isPaused) {
      wasPaused.current = true;
      return;
    }
    const gone = new AbortController();
    const looking = paced(() => look(gone.signal), REST_MS);
    const ends = [
      onFacts((facts) => {
        if (facts.some((fact) => changes(fact, isPlain))) looking.want();
      }),
      // What a stream did not tell of as it began is at the list's top, unless it was long ago.
      onFresh(() => {
        const at = client.getQueryState(queryKey)?.dataUpdatedAt ?? 0;
        if (Date.now() - at < YOUNG_MS) looking.want();
        else void client.invalidateQueries({ queryKey });
      }),
      onCreated((task) => {
        if (!isPlain) told(`Created #${task.id} ${task.name}`);
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
      document.removeEventListener("visibilitychange", looking.want);
      for (const end of ends) end();
    };
  }, [client, look, queryKey, isPlain, isPaused]);
}

/** In a list of all tasks only what is new changes what is listed. */
function changes({ type }: Fact, isPlain: boolean): boolean {
  return type === "task.created" || (type === "task.updated" && !isPlain);
}

function useUnseen(head: TaskPage | null, queryKey: ListKey): number {
  const client = useQueryClient();
  return useMemo(() => {
    const shown = new Set(tasksOf(client.getQueryData(queryKey)).map((task) => task.id));
    return head?.tasks.filter((task) => !shown.has(task.id)).length ?? 0;
  }, [client, queryKey, head]);
}
