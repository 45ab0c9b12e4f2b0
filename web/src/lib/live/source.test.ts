import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Told } from "./facts";
import { Source } from "./source";

class FakeStream extends EventTarget {
  static all: FakeStream[] = [];
  onmessage: ((event: MessageEvent) => void) | null = null;
  onerror: (() => void) | null = null;
  closed = false;

  constructor(readonly url: string) {
    super();
    FakeStream.all.push(this);
  }

  close(): void {
    this.closed = true;
  }

  say(name: string, data: unknown): void {
    this.dispatchEvent(new MessageEvent(name, { data: JSON.stringify(data) }));
  }

  message(id: string, data: unknown): void {
    this.onmessage?.(new MessageEvent("message", { data: JSON.stringify(data), lastEventId: id }));
  }
}

function newest(): FakeStream {
  const stream = FakeStream.all.at(-1);
  if (stream === undefined) throw new Error("no stream was opened");
  return stream;
}

let told: Told[];
let source: Source;
const answer = vi.fn<() => Promise<Response>>();

beforeEach(() => {
  vi.useFakeTimers();
  FakeStream.all = [];
  told = [];
  answer.mockResolvedValue(new Response(null, { status: 200 }));
  vi.stubGlobal("EventSource", FakeStream);
  vi.stubGlobal("fetch", answer);
  source = new Source("http://yard/api/v1", (one) => told.push(one));
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

function begin(): void {
  source.start();
  newest().say("hello", { server: "1.0.0", cursor: "40", build: "b1" });
}

test("a stream that begins says so, once", () => {
  begin();
  expect(source.state).toMatchObject({ phase: "live", build: "b1" });
  expect(told.filter((one) => one.kind === "fresh")).toHaveLength(1);
  source.start();
  expect(FakeStream.all).toHaveLength(1);
});

test("what happens within a tenth of a second is told at once", () => {
  begin();
  newest().message("41", { type: "task.deleted", task_id: "1", task: null, changed: [] });
  newest().message("42", { type: "task.deleted", task_id: "2", task: null, changed: [] });
  vi.advanceTimersByTime(100);
  const facts = told.filter((one) => one.kind === "facts");
  expect(facts).toHaveLength(1);
  expect(facts[0]?.kind === "facts" && facts[0].facts.map((fact) => fact.task_id)).toEqual([
    "1",
    "2",
  ]);
});

test("after a failure it goes on where it was, and nothing is listed anew", async () => {
  begin();
  newest().message("41", { type: "task.deleted", task_id: "1", task: null, changed: [] });
  newest().onerror?.();
  expect(source.state.phase).toBe("retrying");
  await vi.advanceTimersByTimeAsync(1_000);
  expect(newest().url).toBe("http://yard/api/v1/events?last_event_id=41");
  newest().say("hello", { cursor: "41" });
  expect(source.state.phase).toBe("live");
  expect(told.filter((one) => one.kind === "fresh")).toHaveLength(1);
});

test("a stream without an event yet resumes after its beginning", async () => {
  begin();
  newest().onerror?.();
  await vi.advanceTimersByTimeAsync(1_000);
  expect(newest().url).toContain("last_event_id=40");
});

test("each wait is twice the last, up to half a minute", async () => {
  begin();
  for (const wait of [1, 2, 4, 8, 16, 30, 30]) {
    newest().onerror?.();
    expect(source.state.retryAt).toBe(Date.now() + wait * 1_000);
    await vi.advanceTimersByTimeAsync(wait * 1_000);
  }
});

test("a server that is gone is offline; one that answers without a stream is polled", async () => {
  begin();
  answer.mockRejectedValue(new TypeError("Failed to fetch"));
  for (const wait of [1, 2]) {
    newest().onerror?.();
    await vi.advanceTimersByTimeAsync(wait * 1_000);
  }
  newest().onerror?.();
  await vi.advanceTimersByTimeAsync(0);
  expect(source.state.phase).toBe("offline");
  await vi.advanceTimersByTimeAsync(4_000);
  answer.mockResolvedValue(new Response(null, { status: 200 }));
  newest().onerror?.();
  await vi.advanceTimersByTimeAsync(0);
  expect(source.state.phase).toBe("polling");
});

test("who is signed out is not asked for again", async () => {
  begin();
  answer.mockResolvedValue(new Response(null, { status: 401 }));
  newest().onerror?.();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(source.state.phase).toBe("signed-out");
  expect(FakeStream.all).toHaveLength(1);
});

test("an access that ends ends the stream, and the next one begins anew", () => {
  begin();
  newest().say("bye", { reason: "access_ended" });
  expect(source.state.phase).toBe("signed-out");
  expect(newest().closed).toBe(true);
  source.start();
  expect(newest().url).toBe("http://yard/api/v1/events");
});

test("retrying by hand does not wait", () => {
  begin();
  newest().onerror?.();
  source.retry();
  expect(FakeStream.all).toHaveLength(2);
  expect(source.state).toMatchObject({ phase: "connecting", retryAt: null });
});

test("a reset has everything listed anew", () => {
  begin();
  newest().say("reset", { reason: "too_old" });
  expect(told.filter((one) => one.kind === "fresh")).toHaveLength(2);
});
