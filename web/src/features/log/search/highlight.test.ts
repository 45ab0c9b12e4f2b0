import { describe, expect, it } from "vitest";
import { PLAIN, style } from "../terminal/style";
import { marked, occurrences } from "./highlight";

describe("occurrences", () => {
  it.each([
    [
      "aaaa",
      "aa",
      [
        [0, 2],
        [2, 4],
      ],
    ],
    ["İstanbul istanbul", "istanbul", [[9, 17]]],
    ["abc", "", []],
    ["abc", "d", []],
    ["a.c abc", ".", [[1, 2]]],
  ])("in %j of %j", (text, needle, places) => {
    expect(occurrences(text, needle, false)).toEqual(places);
  });

  it("are no more than can be told apart", () => {
    expect(occurrences("a".repeat(10_000), "a", false)).toHaveLength(200);
  });
});

describe("marking", () => {
  const run = (text: string, fg: number | null = null) => ({
    text,
    style: fg === null ? PLAIN : style(fg, null, 0),
    href: null,
    sign: null,
  });
  const shape = (runs: ReturnType<typeof marked>) =>
    runs.map(({ text, found, style }) => [text, style.fg, found ?? false]);

  it("goes on over a change of colour", () => {
    expect(shape(marked([run("abc", 1), run("def")], [[1, 5]]))).toEqual([
      ["a", 1, false],
      ["bc", 1, true],
      ["de", null, true],
      ["f", null, false],
    ]);
  });

  it("marks several places of a run", () => {
    expect(
      shape(
        marked(
          [run("xaxax")],
          [
            [1, 2],
            [3, 4],
          ],
        ),
      ),
    ).toEqual([
      ["x", null, false],
      ["a", null, true],
      ["x", null, false],
      ["a", null, true],
      ["x", null, false],
    ]);
  });

  it("leaves lines without a match as they are", () => {
    const runs = [run("abc")];
    expect(marked(runs, [])).toBe(runs);
  });
});
