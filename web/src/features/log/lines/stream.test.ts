import { beforeEach, expect, it, vi } from "vitest";
import { listen } from "./stream";

/** A connection that tests speak through. */
class FakeSource extends EventTarget {
  static last: FakeSource;
  onmessage: ((event: MessageEvent) => void) | null = null;
  onerror: (() => void) | null = null;
  isClosed = false;
  constructor(readonly url: string) {
    super();
    FakeSource.last = this;
  }
  close(): void {
    this.isClosed = true;
  }
  say(data: unknown, name?: string): void {
    const event = new MessageEvent(name ?? "message", { data: JSON.stringify(data) });
    if (name === undefined) this.onmessage?.(event);
    else this.dispatchEvent(event);
  }
}

const hear = { lines: vi.fn(), partial: vi.fn(), gap: vi.fn(), ended: vi.fn(), failed: vi.fn() };
const at = { t: "2026-11-20T14:00:00.000Z", s: "out" };
let source: FakeSource;

beforeEach(() => {
  vi.stubGlobal("EventSource", FakeSource);
  for (const heard of Object.values(hear)) heard.mockClear();
  listen("/stream", hear);
  source = FakeSource.last;
});

it("takes a message of several lines apart", () => {
  source.say({ n: 7, ...at, text: "a\n\nc" });
  expect(hear.lines).toHaveBeenCalledWith([
    { n: 7, ...at, text: "a", cut: false },
    { n: 8, ...at, text: "", cut: false },
    { n: 9, ...at, text: "c", cut: false },
  ]);
});

it("hears of the line being written and of lines that are gone", () => {
  source.say({ n: 9, ...at, text: "50 %", cut: true }, "partial");
  expect(hear.partial).toHaveBeenCalledWith({ n: 9, ...at, text: "50 %", cut: true });
  source.say({ from_line: 3, to_line: 5, dropped_bytes: 12 }, "gap");
  expect(hear.gap).toHaveBeenCalledWith({ from: 3, to: 5, bytes: 12 });
});

it.each([
  ["end", { status: "completed", last_line: 9 }, null],
  ["bye", { reason: "server_shutdown" }, "server_shutdown"],
])("hears no more after %s", (name, data, reason) => {
  source.say(data, name);
  expect(hear.ended).toHaveBeenCalledWith(reason);
  expect(source.isClosed).toBe(true);
});

it("leaves trying again to whoever listens: they know what they have", () => {
  source.onerror?.();
  expect(hear.failed).toHaveBeenCalledOnce();
  expect(source.isClosed).toBe(true);
});
