import { describe, expect, it } from "vitest";
import { lineRuns } from "./line_runs";
import { redrawn } from "./redraw";
import { textOf } from "./runs";
import { PLAIN } from "./style";

const PIECES = [
  "\x1b[", "\x1b]8;;", "\x1b]", "\x1bP", "\x9b", "\x9d", "\x9c", "\x1b\\", "\x07", "\x1b", "38;5;", "38;2;",
  "1;2;3", "999999999999", ";", ":", "m", "K", "J", "A", "B", "C", "D", "G", "H", "\r", "\b", "\0", "\t",
  "\u202e", "\u2066", "\u200d", "\ufeff", "<script>alert(1)</script>", "javascript:alert(1)", "https://x/",
  "\ud800", "\udc00", "👩‍👧", "e\u0301", "\u{e0041}", " ", "text", "?", ">", "-", "\x7f", "\x85",
]; // biome-ignore format: a corpus is read as a table

/** The same on every machine: a failure can be seen again. */
function* chance(seed: number): Generator<number> {
  for (let x = seed; ; ) {
    x = (Math.imul(x, 1664525) + 1013904223) >>> 0;
    yield x / 2 ** 32;
  }
}

function made(seed: number, length: number): string {
  const next = chance(seed);
  const pick = () => PIECES[Math.floor((next.next().value as number) * PIECES.length)] ?? "";
  return Array.from({ length }, pick).join("");
}

/* biome-ignore lint/suspicious/noControlCharactersInRegex: none of them may be left */
const LEFT = /[\0-\x08\x0a-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u200b\ufeff]/;

describe("anything at all", () => {
  it("becomes text without a control or direction character, with safe links only", () => {
    for (let seed = 0; seed < 3_000; seed++) {
      const { runs } = lineRuns(made(seed, 1 + (seed % 60)));
      expect(textOf(runs), `seed ${seed}`).not.toMatch(LEFT);
      for (const { href } of runs) if (href !== null) expect(href).toMatch(/^https:\/\/x\//);
    }
  });

  it("leaves of many lines no more rows than there were", () => {
    for (let seed = 0; seed < 200; seed++) {
      const lines = Array.from({ length: 40 }, (_, i) => ({ text: made(seed * 100 + i, 12) }));
      const left = redrawn(lines, PLAIN);
      expect(left.size).toBeLessThanOrEqual(lines.length);
      for (const runs of left.values()) expect(textOf(runs)).not.toMatch(LEFT);
    }
  });

  it.each([
    ["beginnings of strings", "\x9d"],
    ["beginnings of commands", "\x1b]8;;"],
    ["beginnings of sequences", "\x1b[1"],
    ["returns", "x\r"],
    ["steps back", "x\b"],
    ["far columns", "\x1b[10000Gx\r"],
    ["erasing", "\x1b[2Kx"],
    ["colours", "\x1b[38;2;1;2;3mx"],
    ["signs", "\u202e"],
    ["accents", "\u0301"],
  ])("is read quickly: a line of %s", (_, piece) => {
    const line = piece.repeat(64_000 / piece.length);
    const began = performance.now();
    lineRuns(line);
    expect(performance.now() - began).toBeLessThan(500);
  });
});
