import { beforeEach, describe, expect, it } from "vitest";
import type { Line } from "../lines/line";
import type { Wanted } from "../lines/log_server";
import { type Finder, ofStream } from "./finders";
import { Seeker } from "./seeker";

const signal = new AbortController().signal;

/** A server of ten million lines of which only some are of the stream. */
function serverWith(isErr: (n: number) => boolean) {
  const read: Wanted[] = [];
  const given = { lines: 0 };
  async function* lines(wanted: Wanted) {
    read.push(wanted);
    let piece: Line[] = [];
    for (let n = wanted.from ?? 1; n <= (wanted.to ?? 0); n++) {
      if (isErr(n)) piece.push({ n, t: "", s: "err", text: "", cut: false });
      if (piece.length === 1_000) {
        given.lines += piece.length;
        yield piece;
        piece = [];
      }
    }
    yield piece;
  }
  return { lines, read, given };
}

describe("lines of one stream", () => {
  it("are found forwards, a part at a time", async () => {
    const server = serverWith((n) => n % 2 === 0);
    const looked = await ofStream(server, "stderr", () => undefined)(11, 1, 1_000_000, signal);
    expect(looked.lines[0]).toBe(12);
    expect(looked.range).toEqual({ from: 11, to: looked.lines.at(-1) });
    expect(looked.lines.length).toBeLessThan(2_000);
  });

  it("are found backwards, however far there is none", async () => {
    const server = serverWith((n) => n === 7);
    const looked = await ofStream(server, "stderr", () => undefined)(
      5_000_000,
      -1,
      5_000_000,
      signal,
    );
    expect(looked).toEqual({ range: { from: 1, to: 5_000_000 }, lines: [7] });
    expect(server.read.length).toBeLessThan(10);
  });

  it("are not all read where many of them are far back", async () => {
    const server = serverWith((n) => n < 1_000_000);
    const finder = ofStream(server, "stderr", () => undefined);
    const { range, lines } = await finder(2_000_000, -1, 2_000_000, signal);
    expect(lines.at(-1)).toBe(999_999);
    expect(lines).toHaveLength(1_000_000 - range.from);
    expect(server.given.lines).toBeLessThan(200_000);
  });
});

describe("a seeker", () => {
  let asked: [number, number][];
  const everyHundredth: Finder = async (n, direction, last) => {
    asked.push([n, direction]);
    const [from, to] = direction === 1 ? [n, Math.min(last, n + 249)] : [Math.max(1, n - 249), n];
    const lines = Array.from({ length: 1_000 }, (_, i) => i * 100);
    return { range: { from, to }, lines: lines.filter((line) => line >= from && line <= to) };
  };

  beforeEach(() => {
    asked = [];
  });

  it("finds the next and the one before, asking only for what it does not know", async () => {
    const seeker = new Seeker(everyHundredth, () => undefined);
    expect(await seeker.find(1, 1, 1_000)).toBe(100);
    expect(await seeker.find(101, 1, 1_000)).toBe(200);
    expect(asked).toEqual([[1, 1]]);
    expect(await seeker.find(201, 1, 1_000)).toBe(300);
    expect(await seeker.find(299, -1, 1_000)).toBe(200);
    expect(asked).toEqual([
      [1, 1],
      [251, 1],
    ]);
  });

  it("comes to an end where there is none", async () => {
    const seeker = new Seeker(everyHundredth, () => undefined);
    expect(await seeker.find(99, -1, 1_000)).toBeNull();
    expect(await seeker.find(1_001, 1, 1_000)).toBeNull();
  });

  it("says what went wrong, and asks no more by itself", async () => {
    const seeker = new Seeker(
      () => Promise.reject(new Error("no")),
      () => undefined,
    );
    await expect(seeker.find(1, 1, 10)).rejects.toThrow("no");
    expect(seeker.error).toEqual(new Error("no"));
  });
});
