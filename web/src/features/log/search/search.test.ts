import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { FakeServer } from "../lines/fake_server";
import { Log } from "../lines/log";
import type { SearchQuery, SearchReply } from "../lines/log_server";
import { Search } from "./search";

/** A log in which every 7th line matches, read a million lines at a time. */
class Sevens {
  asked: SearchQuery[] = [];
  refuses = false;
  constructor(public last: number) {}

  async search(query: SearchQuery): Promise<SearchReply> {
    this.asked.push(query);
    if (this.refuses) throw new Error("is no regular expression");
    const { after_line = 0, before_line, limit = 100, last, count, mark_every } = query;
    const end = Math.min(this.last, (before_line ?? this.last + 1) - 1);
    const from = last ? Math.max(1, end - 999_999) : after_line + 1;
    let to = last ? end : Math.min(end, from + 999_999);
    let lines: number[] = [];
    for (let n = Math.ceil(from / 7) * 7; n <= to; n += 7) lines.push(n);
    const counted = lines.length;
    if (count === false && !last && lines.length > limit) to = lines[limit - 1] ?? to;
    lines = last ? lines.slice(-limit) : lines.slice(0, limit);
    const marks = new Map<number, number>();
    for (let n = Math.ceil(from / 7) * 7; mark_every && n <= to; n += 7) {
      const part = Math.floor((n - 1) / mark_every) * mark_every + 1;
      marks.set(part, (marks.get(part) ?? 0) + 1);
    }
    return {
      matches: lines.map((n) => ({ n, t: "", s: "out", text: "a 💥bang b", start: 2, end: 7 })),
      count: count === false ? lines.length : counted,
      from_line: from,
      to_line: to,
      complete: to === end,
      next_line: null,
      marks: mark_every ? Array.from(marks, ([line, n]) => ({ line, count: n })) : null,
    };
  }
}

let server: Sevens;
let log: Log;
let search: Search;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  server = new Sevens(3_500_000);
  log = new Log(new FakeServer());
  log.know({ lines: 3_500_000, bytes: 1, final: true });
  search = new Search(server, log, () => undefined);
});

afterEach(() => {
  search.close();
  vi.useRealTimers();
});

const settled = () => vi.advanceTimersByTimeAsync(0);
const pattern = { q: "bang", regex: false, case: false };

describe("a search", () => {
  it("counts all of a log, in as many steps as the server takes", async () => {
    search.start(pattern);
    await settled();
    expect(search.get().tally?.count).toBe(500_000);
    expect(search.get().isComplete).toBe(true);
    expect(server.asked.filter((query) => query.mark_every)).toHaveLength(4);
  });

  it("says the how manieth a match is", async () => {
    search.start(pattern);
    await settled();
    expect(await search.go(2_000_000, 1)).toBe(2_000_005);
    await settled();
    expect(search.get()).toMatchObject({ current: 2_000_005, ordinal: 285_715 });
    expect(await search.go(2_000_004, -1)).toBe(1_999_998);
    await settled();
    expect(search.get().ordinal).toBe(285_714);
  });

  it("goes round at both ends", async () => {
    search.start(pattern);
    expect(await search.go(3_500_000, 1)).toBe(3_500_000);
    expect(await search.go(3_500_001, 1)).toBe(7);
    expect(await search.go(6, -1)).toBe(3_500_000);
  });

  it("asks once for matches that are near each other", async () => {
    search.start(pattern);
    await settled();
    const before = server.asked.filter((query) => query.count === false).length;
    for (let n = 1; n < 700; n += 7) await search.go(n, 1);
    const after = server.asked.filter((query) => query.count === false).length;
    expect(after - before).toBe(1);
  });

  it("counts what is written while it is shown", async () => {
    log = new Log(new FakeServer());
    log.know({ lines: 700, bytes: 1, final: false });
    server.last = 700;
    search = new Search(server, log, () => undefined);
    search.start(pattern);
    await settled();
    expect(search.get().tally?.count).toBe(100);
    server.last = 1_400;
    log.know({ lines: 1_400, bytes: 1, final: false });
    await vi.advanceTimersByTimeAsync(2_000);
    expect(search.get().tally?.count).toBe(200);
  });

  it("says what is wrong with what was typed", async () => {
    server.refuses = true;
    search.start({ ...pattern, q: "(", regex: true });
    await settled();
    expect(search.get().error).toEqual(new Error("is no regular expression"));
    expect(await search.go(1, 1)).toBeNull();
  });

  it("forgets what was found when it is another one", async () => {
    search.start(pattern);
    await search.go(1, 1);
    search.start({ ...pattern, q: "other" });
    expect(search.get()).toMatchObject({ current: null, ordinal: null, tally: null });
    search.start(null);
    expect(search.seeker).toBeNull();
  });
});

describe("what is marked of a line", () => {
  const plain = (text: string) => [
    { text, style: { fg: null, bg: null, flags: 0 }, href: null, sign: null },
  ];
  const found = (n: number, text: string) =>
    search.highlighter
      ?.of(n, plain(text))
      .filter((run) => run.found)
      .map((run) => run.text);

  it("is what was typed, whatever its case", async () => {
    search.start(pattern);
    expect(found(1, "Bang! a bang, BANG")).toEqual(["Bang", "bang", "BANG"]);
    search.start({ ...pattern, case: true });
    expect(found(1, "Bang! a bang, BANG")).toEqual(["bang"]);
  });

  it("is what the server found where that was an expression: none is tried here", async () => {
    search.start({ q: ".ban.", regex: true, case: false });
    await search.go(1, 1);
    expect(found(7, "a 💥bang b")).toEqual(["💥bang"]);
    expect(found(8, "a 💥bang b")).toEqual([]);
  });
});
