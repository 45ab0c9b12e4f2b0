import { type QueryKey, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { onFacts } from "~/lib/live";
import { paced } from "./paced";

const REST_MS = 2_000;

/**
 * What is shown changes by itself; for tasks that were not there yet it is asked again, not more
 * often than every two seconds.
 */
export function useRenewed(queryKey: QueryKey, isPaused: boolean): void {
  const client = useQueryClient();
  const key = JSON.stringify(queryKey);
  useEffect(() => {
    if (isPaused) return;
    const asking = paced(() => client.invalidateQueries({ queryKey: JSON.parse(key) }), REST_MS);
    const end = onFacts((facts) => {
      if (facts.some(({ type }) => type === "task.created" || type === "task.updated"))
        asking.want();
    });
    return () => {
      asking.stop();
      end();
    };
  }, [client, key, isPaused]);
}
