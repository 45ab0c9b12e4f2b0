import { useQueryClient } from "@tanstack/react-query";
import { type RefObject, useEffect } from "react";
import { onCreated } from "~/features/create";
import type { Task } from "~/lib/api/types";
import { type Fact, freshest, onFacts } from "~/lib/live";
import { paced } from "../paced";
import { isHeld } from "./hold";
import type { ListKey } from "./list_query";
import { withNew } from "./pages";

/** When hundreds come in a second, the list is drawn four times meanwhile. */
const GATHER_MS = 250;

/**
 * Puts new tasks on top of a list that holds all of them, before the server is asked: at once
 * those that were made in this tab, others while nobody is at the list.
 */
export function useOnTop(
  queryKey: ListKey,
  list: RefObject<HTMLElement | null>,
  isOn: boolean,
): void {
  const client = useQueryClient();
  useEffect(() => {
    if (!isOn) return;
    let gathered: Task[] = [];
    const add = (tasks: Task[]) =>
      client.setQueryData(queryKey, (old) => old && withNew(old, tasks));
    const adding = paced(async () => {
      if (!isHeld(list.current)) add(gathered.map(freshest));
      gathered = [];
    }, GATHER_MS);
    const ends = [
      onFacts((facts) => {
        const created = createdOf(facts);
        if (created.length === 0) return;
        gathered.push(...created);
        adding.want();
      }),
      onCreated((task) => add([task])),
    ];
    return () => {
      adding.stop();
      for (const end of ends) end();
    };
  }, [client, queryKey, list, isOn]);
}

function createdOf(facts: readonly Fact[]): Task[] {
  return facts.flatMap(({ type, task }) => (type === "task.created" && task ? [task] : []));
}
