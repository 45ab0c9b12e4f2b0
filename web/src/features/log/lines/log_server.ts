import { api, apiUrl, take } from "~/lib/api/client";
import { unreachable } from "~/lib/api/problem";
import type { components, operations } from "~/lib/api/schema";
import type { Line, Range } from "./line";
import { ndjson } from "./ndjson";
import { type Hear, listen } from "./stream";

export type Stream = NonNullable<
  NonNullable<operations["get_logs"]["parameters"]["query"]>["stream"]
>;

/** Which lines are asked for; `stream` leaves out what the other one wrote. */
export interface Wanted {
  from?: number;
  to?: number;
  tail?: number;
  stream?: Stream;
}

/** Lines that the server dropped, and how much of it that was. */
export interface Gap extends Range {
  bytes: number;
}

/** The output of one task, as the server gives it. */
export interface LogServer {
  /** A piece at a time, in order. Whoever stops reading ends the request. */
  lines(wanted: Wanted, signal: AbortSignal): AsyncIterable<Line[]>;
  /** The gap that this line fell into; null when nothing is known of one. */
  gapAt(n: number): Promise<Gap | null>;
  /** Lines from `from` on as they are written. Returns what ends it. */
  follow(from: number, hear: Hear): () => void;
  search(query: SearchQuery, signal: AbortSignal): Promise<SearchReply>;
  /** A line however long it is; `cut` says that even this is not all of it. */
  whole(n: number, signal: AbortSignal): Promise<{ text: string; cut: boolean }>;
}

export type SearchQuery = operations["search_logs"]["parameters"]["query"];
export type SearchReply = components["schemas"]["FoundOut"];

type LineOut = Omit<Line, "cut"> & { cut?: boolean };

export function logServer(id: string): LogServer {
  const path = { task_id: id };
  return {
    async *lines({ from, to, tail, stream }, signal) {
      const query = { format: "ndjson", from_line: from, to_line: to, tail, stream } as const;
      const body = await take(
        api.GET("/api/v1/tasks/{task_id}/logs", {
          params: { path, query },
          parseAs: "stream",
          signal,
        }),
      );
      const pieces = ndjson<LineOut>(body as unknown as ReadableStream<Uint8Array>);
      for await (const lines of pieces) yield lines.map((line) => ({ cut: false, ...line }));
    },

    gapAt(n) {
      return new Promise((resolve, reject) => {
        const end = (gap: Gap | null) => {
          stop();
          resolve(gap);
        };
        const stop = listen(followUrl(id, n), {
          lines: () => end(null),
          gap: (gap) => end(gap.from <= n && n <= gap.to ? gap : null),
          ended: () => end(null),
          failed: () => reject(unreachable()),
        });
      });
    },

    follow: (from, hear) => listen(followUrl(id, from), hear),

    search: (query, signal) =>
      take(api.GET("/api/v1/tasks/{task_id}/logs/search", { params: { path, query }, signal })),

    async whole(n, signal) {
      const query = { from_line: n, to_line: n };
      const answer = await take(
        api.GET("/api/v1/tasks/{task_id}/logs", { params: { path, query }, signal }),
      );
      const { logs, truncated } = answer as components["schemas"]["LogsOut"];
      return { text: logs.replace(/\n$/, ""), cut: truncated };
    },
  };
}

function followUrl(id: string, from: number): string {
  return apiUrl(`/tasks/${id}/logs/stream?from_line=${from}`);
}
