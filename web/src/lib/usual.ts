import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { api, take } from "./api/client";
import type { Task } from "./api/types";
import { isRunning } from "./status";
import { millis } from "./time";

/** How long tasks of a name usually take, in milliseconds. */
export type Usual = ReadonlyMap<string, number>;

export interface Eta {
  /** How much of it is done, from 0 to 1. */
  fraction: number;
  leftMs: number;
  /** Who says so: the command itself, our reading of what it prints, or its earlier runs. */
  from: "output" | "guess" | "usual";
}

/** Progress of less than this says nothing about the rest. */
const TOO_EARLY = 0.02;

const NONE: Usual = new Map();

/** Of the names that ran most in the last week: one question for all of them. */
export function useUsual(): Usual {
  const { data } = useQuery({
    queryKey: ["stats", "usual"],
    queryFn: ({ signal }) =>
      take(api.GET("/api/v1/stats", { params: { query: { kind: "command" } }, signal })),
    staleTime: 5 * 60_000,
  });
  return useMemo(() => (data === undefined ? NONE : usualOf(data.names)), [data]);
}

export function usualOf(
  names: readonly { name: string; duration_ms: { p50: number } | null }[],
): Usual {
  return new Map(
    names.flatMap(({ name, duration_ms }) => (duration_ms ? [[name, duration_ms.p50]] : [])),
  );
}

/** Null when nothing is known, or when it takes longer than it usually does. */
export function etaOf(
  task: Pick<Task, "status" | "name" | "started_at" | "progress">,
  usual: Usual,
  now: number,
): Eta | null {
  if (!isRunning(task) || task.started_at === null) return null;
  const elapsed = Math.max(0, now - millis(task.started_at));
  const told = task.progress?.fraction ?? null;
  if (told !== null) {
    const from = task.progress?.source === "output" ? "output" : "guess";
    if (told < TOO_EARLY) return null;
    return { fraction: told, leftMs: (elapsed * (1 - told)) / told, from };
  }
  const median = usual.get(task.name);
  if (median === undefined || elapsed >= median) return null;
  return { fraction: elapsed / median, leftMs: median - elapsed, from: "usual" };
}
