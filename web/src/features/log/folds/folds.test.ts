import { beforeEach, describe, expect, it } from "vitest";
import type { Line } from "../lines/line";
import { Folds } from "./folds";
import { groupsOf, type Marked } from "./groups";
import { type Mark, markOf } from "./marks";

const at = (seconds: number) => new Date(1_800_000_000_000 + seconds * 1_000).toISOString();
const begin = (title: string, open = false): Mark => ({ kind: "begin", title, open });

describe("markers", () => {
  it.each([
    ["::group::Install", begin("Install")],
    ["::group name=build::", begin("build")],
    ["::group name=build::Build it", begin("Build it")],
    ["\x1b[36m::group::\x1b[1mTests\x1b[0m\r", begin("Tests")],
    ["::group::", begin("Group")],
    ["::endgroup::", { kind: "end" }],
    ["::endgroup::\r", { kind: "end" }],
    ["text ::group::no", null],
    ["::grouping::no", null],
    ["--- a Markdown line", null],
  ])("%j", (text, mark) => expect(markOf(text, false)).toEqual(mark));

  it.each([
    ["--- :npm: Install", begin(":npm: Install")],
    ["+++ Failed", begin("Failed", true)],
    ["~~~ Less", begin("Less")],
    ["^^^ +++", { kind: "reopen" }],
    ["---", null],
    ["----- x", null],
    ["::group::both", begin("both")],
  ])("of Buildkite: %j", (text, mark) => expect(markOf(text, true)).toEqual(mark));
});

describe("groups", () => {
  const marks = (...all: [number, Mark][]): Marked[] =>
    all.map(([n, mark]) => ({ n, t: at(n), mark }));

  it("end at their end, at the next one, or at the end of the log", () => {
    const all = marks([1, begin("a")], [5, { kind: "end" }], [7, begin("b")], [9, begin("c")]);
    expect(groupsOf(all, 20, at(20))).toEqual([
      { from: 1, to: 5, title: "a", ms: 4_000, open: false, isOver: true },
      { from: 7, to: 8, title: "b", ms: 2_000, open: false, isOver: true },
      { from: 9, to: 20, title: "c", ms: 11_000, open: false, isOver: false },
    ]);
  });

  it("are opened by what stands in them, and ended once", () => {
    const end: Mark = { kind: "end" };
    const all = marks([1, begin("a")], [2, { kind: "reopen" }], [4, end], [5, end]);
    expect(groupsOf(all, 9, at(9))).toMatchObject([{ from: 1, to: 4, open: true }]);
  });
});

describe("folding", () => {
  const TEXTS = [
    "begin",
    "::group::a",
    "in a",
    "::endgroup::",
    "::group::b",
    "in b",
    "::endgroup::",
  ];
  let searched: number[];
  let folds: Folds;

  function lines(texts: readonly string[], from = 1): Line[] {
    return texts.map((text, i) => ({ n: from + i, t: at(i), s: "out", text, cut: false }));
  }

  /** A server that finds the markers of TEXTS, as many times repeated as asked for. */
  function make(texts: readonly string[], failed = false): Folds {
    searched = [];
    const server = {
      async search({ after_line = 0, limit = 100 }: { after_line?: number; limit?: number }) {
        searched.push(after_line);
        const all = lines(texts).filter(({ n, text }) => n > after_line && text.startsWith("::"));
        const matches = all
          .slice(0, limit)
          .map(({ n, t, s, text }) => ({ n, t, s, text, start: 0, end: 1 }));
        const next_line = all.length > limit ? (matches.at(-1)?.n ?? 0) : null;
        const rest = { from_line: 1, marks: null, complete: true };
        return { matches, count: all.length, to_line: texts.length, next_line, ...rest };
      },
    };
    const made = new Folds(server);
    made.know({ buildkite: false, ended: at(99), failed, total: texts.length });
    return made;
  }

  const hidden = () => folds.get().hidden.all;
  const settled = () => new Promise((resolve) => setTimeout(resolve));

  beforeEach(() => {
    folds = make(TEXTS);
  });

  it("asks for the markers of a log only when one was seen", async () => {
    folds.lines(lines(["no", "marker"]));
    await settled();
    expect(searched).toEqual([]);
    folds.lines(lines(TEXTS));
    await settled();
    expect(searched).toEqual([0]);
    expect(folds.get().groups).toHaveLength(2);
  });

  it("folds what is over, and hides the lines that only end a group", async () => {
    folds.lines(lines(TEXTS));
    await settled();
    expect(hidden()).toEqual([
      { from: 3, to: 4 },
      { from: 6, to: 7 },
    ]);
    folds.toggle(2);
    expect(hidden()).toEqual([
      { from: 4, to: 4 },
      { from: 6, to: 7 },
    ]);
  });

  it("leaves the last group open where the task failed", async () => {
    folds = make(TEXTS, true);
    folds.lines(lines(TEXTS));
    await settled();
    expect(hidden()).toEqual([
      { from: 3, to: 4 },
      { from: 7, to: 7 },
    ]);
  });

  it("folds and unfolds all of them", async () => {
    folds.lines(lines(TEXTS));
    await settled();
    folds.all("unfolded");
    expect(hidden().map(({ from }) => from)).toEqual([4, 7]);
    folds.all("folded");
    expect(hidden().map(({ from }) => from)).toEqual([3, 6]);
  });

  it("opens the group of a line that somebody wants to see", async () => {
    folds.lines(lines(TEXTS));
    await settled();
    folds.reveal(6);
    expect(folds.get().hidden.at(6)).toBeUndefined();
    expect(folds.get().hidden.at(3)).toBeDefined();
  });

  it("opens it also when it is known only after that", async () => {
    folds.reveal(6);
    folds.lines(lines(TEXTS));
    await settled();
    expect(hidden().map(({ from }) => from)).toEqual([3, 7]);
  });

  it("finds all markers of a log that has more than are told at once", async () => {
    folds = make(Array.from({ length: 900 }, () => TEXTS).flat());
    folds.lines(lines(TEXTS));
    await settled();
    expect(searched.length).toBeGreaterThan(1);
    expect(folds.get().groups).toHaveLength(1_800);
  });

  it("learns as lines are written, and does not fold what one just read", async () => {
    folds = make(TEXTS.slice(0, 5));
    folds.know({ buildkite: false, ended: null, failed: false, total: 5 });
    folds.lines(lines(TEXTS.slice(0, 5)));
    await settled();
    expect(hidden()).toEqual([{ from: 3, to: 4 }]);
    folds.lines(lines(TEXTS.slice(5), 6));
    expect(folds.get().groups).toHaveLength(2);
    expect(hidden()).toEqual([
      { from: 3, to: 4 },
      { from: 7, to: 7 },
    ]);
  });
});
