import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { FakeServer } from "./fake_server";
import { Log } from "./log";

let server: FakeServer;
let log: Log;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "Date", "performance"] });
  server = new FakeServer();
  log = new Log(server);
});

afterEach(() => {
  log.close();
  vi.useRealTimers();
});

const settled = () => vi.advanceTimersByTimeAsync(0);
const known = (from: number, to: number) => log.cache.unknown({ from, to }) === null;
const range = (from: number, to: number) => [{ from, to }];

describe("a finished log", () => {
  beforeEach(() => {
    server.write(10_000);
    log.know({ lines: 10_000, bytes: 100_000, final: true });
  });

  it("gets what is looked at, by blocks, and opens no stream", async () => {
    log.look({ ranges: range(9_700, 10_000), end: true });
    await settled();
    expect(server.asked).toEqual([{ from: 9_001, to: 10_000 }]);
    expect(server.followers).toBe(0);
    expect(log.line(10_000)?.text).toBe("line 10000");
  });

  it("asks for nothing twice", async () => {
    log.look({ ranges: range(1, 300), end: false });
    log.look({ ranges: range(200, 500), end: false });
    await settled();
    log.look({ ranges: range(900, 1_100), end: false });
    await settled();
    expect(server.asked).toEqual([
      { from: 1, to: 1_000 },
      { from: 1_001, to: 2_000 },
    ]);
  });

  it("gives up what nobody looks at any more", async () => {
    server.isSlow = true;
    log.look({ ranges: range(1, 100), end: false });
    log.look({ ranges: range(5_000, 5_100), end: false });
    await settled();
    expect(server.aborted).toEqual([{ from: 1, to: 1_000 }]);
  });

  it("asks for nothing between lines that are far apart", async () => {
    log.look({ ranges: [...range(7, 7), ...range(5_000, 5_002)], exactly: true, end: false });
    await settled();
    expect(server.asked).toEqual([
      { from: 7, to: 7 },
      { from: 5_000, to: 5_002 },
    ]);
  });

  it("asks for few lines at once when they are long", async () => {
    log.know({ lines: 10_000, bytes: 10_000 * 64_000, final: true });
    log.look({ ranges: range(100, 104), end: false });
    await settled();
    expect(server.asked).toEqual([{ from: 100, to: 104 }]);
  });

  it("forgets lines that the server lost when it died", async () => {
    log.look({ ranges: range(9_990, 10_000), end: true });
    await settled();
    log.know({ lines: 9_995, bytes: 99_950, final: true, interrupted: true });
    expect(log.total).toBe(9_995);
    expect(log.line(9_995)).toBeDefined();
    expect(log.line(9_996)).toBeUndefined();
  });

  it("knows what is gone, with all of it, after looking at a part", async () => {
    server.drop(2_500, 8_700);
    log.look({ ranges: range(2_400, 2_600), end: false });
    await settled();
    expect(log.cache.gone.all).toEqual([{ from: 2_500, to: 8_700 }]);
    expect(known(2_400, 2_600)).toBe(true);
  });

  it("tries again when the server could not be reached, and at once when asked to", async () => {
    server.isDown = true;
    log.look({ ranges: range(1, 10), end: false });
    await settled();
    expect(log.failure).not.toBeNull();
    server.isDown = false;
    log.retry();
    await settled();
    expect(log.failure).toBeNull();
    expect(known(1, 10)).toBe(true);
  });
});

describe("a running log", () => {
  beforeEach(async () => {
    server.write(5_000);
    log.know({ lines: 4_000, bytes: 40_000, final: false });
    log.look({ ranges: range(3_900, 4_000), end: true });
    await settled();
  });

  it("begins at the end as it is now and takes what is written from there", async () => {
    expect(log.total).toBe(5_000);
    expect(known(4_700, 5_000)).toBe(true);
    server.write(10);
    expect(log.total).toBe(5_010);
    expect(known(4_700, 5_010)).toBe(true);
    expect(log.phase).toBe("live");
  });

  it("shows the line being written and takes it once when it is whole", () => {
    server.begin("half");
    expect(log.line(5_001)?.text).toBe("half");
    expect(log.total).toBe(5_001);
    server.write(1);
    expect(log.line(5_001)?.text).toBe("line 5001");
    expect(log.partial).toBeNull();
  });

  it("neither loses nor repeats a line when the connection breaks", async () => {
    const heard: number[] = [];
    log.onLines((lines) => heard.push(...lines.map((line) => line.n)));
    server.write(5);
    server.hangUp();
    expect(log.phase).toBe("retrying");
    server.write(7);
    await vi.advanceTimersByTimeAsync(1_000);
    server.write(2);
    expect(heard).toEqual(Array.from({ length: 14 }, (_, i) => 5_001 + i));
    expect(log.phase).toBe("live");
  });

  it("waits longer each time the server is not there", async () => {
    server.isDown = true;
    server.hangUp();
    const tries = server.tries;
    await vi.advanceTimersByTimeAsync(1_000 + 2_000 + 4_000);
    expect(server.tries - tries).toBe(3);
    expect(log.retryAt).toBe(Date.now() + 8_000);
  });

  it("has no connection while the page is hidden, and goes to the end when it is back", async () => {
    log.wake(false);
    expect(server.followers).toBe(0);
    server.write(50_000);
    log.wake(true);
    await settled();
    expect(log.total).toBe(55_000);
    expect(known(54_700, 55_000)).toBe(true);
    expect(log.line(6_000)).toBeUndefined();
  });

  it("has no connection while somebody reads far from the end", () => {
    server.begin("half");
    log.look({ ranges: range(1, 100), end: false });
    expect(server.followers).toBe(0);
    expect(log.line(5_001)).toBeUndefined(); // it would be wrong soon
    log.know({ lines: 7_000, bytes: 70_000, final: false });
    expect(log.total).toBe(7_000);
  });

  it("looks now and then instead of taking every line of a flood", async () => {
    for (let i = 0; i < 12; i++) server.write(1_000);
    expect(log.phase).toBe("skimming");
    server.write(200_000);
    await vi.advanceTimersByTimeAsync(250);
    expect(log.total).toBe(217_000);
    expect(log.line(217_000)?.text).toBe("line 217000");
    expect(log.line(100_000)).toBeUndefined();
    await vi.advanceTimersByTimeAsync(300);
    expect(log.phase).toBe("live");
    server.write(1);
    expect(log.line(217_001)?.text).toBe("line 217001");
  });

  it("has all of it when the task ends", () => {
    server.write(3);
    server.end();
    log.know({ lines: 5_003, bytes: 50_000, final: true });
    expect(log.phase).toBe("over");
    expect(log.line(5_003)?.text).toBe("line 5003");
  });

  it("tells that it is over, also when there is no other news", async () => {
    const told = vi.fn();
    await new Promise(requestAnimationFrame);
    log.subscribe(told);
    log.know({ lines: 5_000, bytes: 50_000, final: true });
    await vi.waitFor(() => expect(told).toHaveBeenCalled());
  });

  it("asks for a line again that had no end when it was read", async () => {
    server.begin("half");
    log.look({ ranges: range(1, 100), end: false });
    server.write(1);
    log.know({ lines: 5_001, bytes: 50_000, final: true });
    log.look({ ranges: range(4_990, 5_001), end: true });
    await settled();
    expect(log.line(5_001)?.text).toBe("line 5001");
  });
});
