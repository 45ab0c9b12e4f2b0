import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import type { Task } from "~/lib/api/types";
import { blockedQuery, waitingFor } from "~/lib/waiting";
import { useNewcomers } from "./newcomers";

const NONE: readonly Task[] = [];

/** The commands that wait for a task to end. */
export function useWaiting(): (id: string) => readonly Task[] {
  const { data } = useQuery(blockedQuery);
  useNewcomers(["tasks", "blocked"], (task) => task.status === "blocked");
  return useMemo(() => {
    const waiting = waitingFor(data?.tasks ?? []);
    return (id) => waiting.get(id) ?? NONE;
  }, [data]);
}
