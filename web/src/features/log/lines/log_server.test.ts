import { ReadableStream, TextDecoderStream } from "node:stream/web";
import { beforeEach, expect, it, vi } from "vitest";
import { Refused, serve } from "~/test/server";
import { logServer } from "./log_server";

const LOGS = "GET /api/v1/tasks/{task_id}/logs";
const { signal } = new AbortController();

// jsdom has none of its own.
beforeEach(() => vi.stubGlobal("TextDecoderStream", TextDecoderStream));

function stream(...texts: string[]): ReadableStream {
  const encoder = new TextEncoder();
  return new ReadableStream({
    start(controller) {
      for (const text of texts) controller.enqueue(encoder.encode(text));
      controller.close();
    },
  });
}

const line = (n: number, text: string) => JSON.stringify({ n, t: "t", s: "err", text });

it("reads lines as they arrive, wherever the network cuts them", async () => {
  const all = `${line(1, "ä1")}\n${line(2, "b")}\n${line(3, "c")}\n`;
  const sent = serve({ [LOGS]: () => stream(all.slice(0, 40), all.slice(40, 47), all.slice(47)) });
  const read: string[] = [];
  for await (const lines of logServer("5").lines({ from: 1, to: 3, stream: "stderr" }, signal)) {
    read.push(...lines.map(({ n, text, cut }) => `${n}${text}${cut}`));
  }
  expect(read).toEqual(["1ä1false", "2bfalse", "3cfalse"]);
  expect(sent[0]?.path).toEqual({ task_id: "5" });
  expect(sent[0]?.query).toEqual({ format: "ndjson", from_line: 1, to_line: 3, stream: "stderr" });
});

it("throws what the server says when it refuses", async () => {
  serve({ [LOGS]: () => new Refused(404, "no task with id 5") });
  const lines = logServer("5").lines({ tail: 3 }, signal)[Symbol.asyncIterator]();
  await expect(lines.next()).rejects.toMatchObject({ status: 404, message: "No task with id 5" });
});

it("has a whole line without its end, and says when even that is not all", async () => {
  serve({ [LOGS]: () => ({ logs: "long\n", truncated: true }) });
  expect(await logServer("5").whole(9, signal)).toEqual({ text: "long", cut: true });
});
