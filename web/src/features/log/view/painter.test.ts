import { beforeEach, describe, expect, it } from "vitest";
import { FakeServer } from "../lines/fake_server";
import { Log } from "../lines/log";
import { textOf } from "../terminal/runs";
import { PLAIN, style } from "../terminal/style";
import { Painter, SHOWN_CHARACTERS } from "./painter";

let log: Log;
let painter: Painter;

beforeEach(() => {
  log = new Log(new FakeServer());
  painter = new Painter(log);
});

function put(from: number, ...texts: string[]): void {
  log.cache.put(
    texts.map((text, i) => ({ n: from + i, t: "", s: "out" as const, text, cut: false })),
  );
}

const styleOf = (n: number) => painter.runs(n)?.[0]?.style;
const red = style(1, null, 0);

describe("colours", () => {
  it("go on until they are ended, also over the end of a block", () => {
    put(999, "\x1b[31mred", "still red", "red yet", "end\x1b[m", "plain");
    expect([999, 1000, 1001, 1002, 1003].map(styleOf)).toEqual([red, red, red, red, PLAIN]);
  });

  it("do not go on over lines that nobody knows", () => {
    put(1, "\x1b[31mred");
    put(10, "what is this?");
    expect(styleOf(10)).toBe(PLAIN);
    put(2, ..."bcdefghi".split(""));
    expect(styleOf(10)).toBe(red);
  });

  it("change with the line they come from", () => {
    put(1, "a", "b");
    expect(styleOf(2)).toBe(PLAIN);
    put(1, "\x1b[31ma");
    expect(styleOf(2)).toBe(red);
  });
});

describe("bars", () => {
  it("are shown once, and what drew them is not", () => {
    put(1, "start", "a 0%", "b 0%", "\x1b[2Aa 9%", "b 8%", "end");
    expect([1, 2, 3, 6].map((n) => textOf(painter.runs(n) ?? []))).toEqual([
      "start",
      "a 9%",
      "b 8%",
      "end",
    ]);
    expect([2, 4, 5, 6].map((n) => painter.isDrawnOver(n))).toEqual([false, true, true, false]);
  });
});

describe("long lines", () => {
  it("are cut", () => {
    put(1, "x".repeat(60_000));
    expect(textOf(painter.runs(1) ?? [])).toHaveLength(SHOWN_CHARACTERS);
  });

  it("do not cut through a character", () => {
    put(1, `x${"👩".repeat(9_000)}`);
    expect(textOf(painter.runs(1) ?? [])).toMatch(/👩$/u);
  });
});
