import { queryOptions } from "@tanstack/react-query";
import { api, take } from "~/lib/api/client";
import type { Task } from "~/lib/api/types";

export interface Words {
  text: string;
  /** The number of the line, where it is known. */
  line: number | null;
}

interface Line {
  n: number;
  text: string;
}

const LOOKED_AT = 40;

/**
 * The line that most likely says why it failed.
 *
 * That is one of the last on stderr and seldom the very last, nor the first: Python's traceback
 * begins with nothing, Node ends with its version.
 */
export function lastWordsQuery(task: Task) {
  return queryOptions({
    queryKey: ["last-words", task.id, task.attempt],
    queryFn: async ({ signal }): Promise<Words | null> => {
      const params = {
        path: { task_id: task.id },
        query: { stream: "stderr", tail: LOOKED_AT, format: "ndjson" } as const,
      };
      const asked = api.GET("/api/v1/tasks/{task_id}/logs", { params, signal, parseAs: "text" });
      return tellingLine(linesOf(String(await take(asked))));
    },
    // A log that has ended stays as it is.
    staleTime: Number.POSITIVE_INFINITY,
    enabled: task.status === "failed" && task.log.lines > 0,
  });
}

function linesOf(ndjson: string): Line[] {
  return ndjson
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line));
}

/** Colours, titles, the moving of the cursor, and single signs of that kind. */
const SEQUENCES = /(?!\t)\p{Cc}(?:\[[0-?]*[ -/]*[@-~]|\][^\p{Cc}]*\p{Cc}?\\?)?/gu;
const TELLING =
  /\b(error|errno|fatal|panic|exception|failed|failure|refused|denied|not found|no such|cannot|can't|unable|invalid)\b|Error:/i;
const LONGEST = 500;

export function tellingLine(lines: readonly Line[]): Words | null {
  const said = lines
    .map(({ n, text }) => ({ line: n, text: asSeen(text) }))
    .filter(({ text }) => text !== "");
  // What is indented belongs to the line above it: frames of a stack, the source around it.
  const found = said.findLast(({ text }) => TELLING.test(text) && !/^\s/.test(text)) ?? said.at(-1);
  return found === undefined ? null : { ...found, text: found.text.trim().slice(0, LONGEST) };
}

/** A line that was drawn over is what was drawn last. */
function asSeen(text: string): string {
  const last = text.split("\r").findLast((part) => part.trim() !== "") ?? "";
  return last.replace(SEQUENCES, "").trimEnd();
}
