import { describe, expect, it } from "vitest";
import { lineRuns, styleAfter } from "./line_runs";
import { redrawn } from "./redraw";
import { textOf } from "./runs";
import { Flag, PLAIN, style, trueColour } from "./style";

const E = "\x1b[";
const shown = (line: string) => textOf(lineRuns(line).runs);
const looks = (line: string) => lineRuns(line).runs.map(({ text, style }) => [text, style]);

describe("colours", () => {
  it("reads the sixteen, the 256 and true ones, with semicolons and with colons", () => {
    expect(looks(`${E}31mr${E}92mg${E}38;5;208mo${E}38;2;1;2;3mt${E}48:2::9:8:7mc${E}0m.`)).toEqual(
      [
        ["r", style(1, null, 0)],
        ["g", style(10, null, 0)],
        ["o", style(208, null, 0)],
        ["t", style(trueColour(1, 2, 3), null, 0)],
        ["c", style(trueColour(1, 2, 3), trueColour(9, 8, 7), 0)],
        [".", PLAIN],
      ],
    );
  });

  it("reads bold, dim, italic, underline, inverse, strike and their ends", () => {
    const all = Flag.BOLD | Flag.DIM | Flag.ITALIC | Flag.UNDERLINE | Flag.INVERSE | Flag.STRIKE;
    expect(looks(`${E}1;2;3;4;7;9ma${E}22;23;24;27;29mb`)).toEqual([
      ["a", style(null, null, all)],
      ["b", PLAIN],
    ]);
    expect(looks(`${E}4:3ma${E}4:0mb`)).toEqual([
      ["a", style(null, null, Flag.UNDERLINE)],
      ["b", PLAIN],
    ]);
  });

  it("takes the colour of an underline for no number of its own", () => {
    expect(looks(`${E}58;5;1;32mx`)).toEqual([["x", style(2, null, 0)]]);
  });

  it("leaves what it does not know alone", () => {
    expect(looks(`${E}31m${E}>4;2m${E}38;5;999m${E}77ma`)).toEqual([["a", style(1, null, 0)]]);
  });

  it("goes on in the next line", () => {
    expect(lineRuns("b", lineRuns(`${E}33ma`).style).runs[0]?.style).toBe(style(3, null, 0));
    expect(styleAfter(`x${E}1m`, style(3, null, 0))).toBe(style(3, null, Flag.BOLD));
  });
});

describe("one line", () => {
  it.each([
    ["ten %\rtwenty %", "twenty %"],
    ["0123456789\rab", "ab23456789"],
    [`0123456789\r${E}Kab`, "ab"],
    [`0123456789${E}2K\rab`, "ab"],
    [`abc${E}3D${E}0Kx`, "x"],
    [`abcdef${E}3G${E}1KX`, "  Xdef"],
    ["abc\b\bX", "aXc"],
    [`a${E}3Cb`, "a   b"],
    [`a${E}3Cbcd\rX`, "X   bcd"],
    ["done\r", "done"],
    ["done\r\r", "done"],
    ["", ""],
    [`${E}2K${E}1Ga`, "a"],
    ["日本語\rab", "ab語"],
    ["e\u0301a\rX", "Xa"],
  ])("shows %j as %j", (line, end) => {
    expect(shown(line)).toBe(end);
  });

  it("keeps the look of what is left of an overwritten line", () => {
    expect(looks(`${E}31mabcd\r${E}32mXY`)).toEqual([
      ["XY", style(2, null, 0)],
      ["cd", style(1, null, 0)],
    ]);
  });

  it("drops every other sequence", () => {
    const others = `${E}?25l${E}10;10H${E}6n\x1b(B\x1b7\x1b8\x1b=\x1b]0;title\x07\x1bPq#0\x1b\\\x07${E}5n`;
    expect(shown(`a${others}b`)).toBe("ab");
  });

  it("shows a sequence that never ends instead of hiding the rest behind it", () => {
    expect(shown("a\x1b]0;rm -rf /")).toBe("a⟨ESC⟩]0;rm -rf /");
    expect(shown("a\x1b")).toBe("a⟨ESC⟩");
    expect(shown(`a${E}`)).toBe("a⟨ESC⟩[");
  });
});

describe("links", () => {
  const href = (target: string) =>
    lineRuns(`\x1b]8;;${target}\x1b\\here\x1b]8;;\x1b\\ there`).runs.map((run) => run.href);

  it.each(["https://example.org/a?b#c", "http://x", "mailto:a@b.org", "HTTPS://X"])(
    "takes %s",
    (target) => expect(href(target)).toEqual([target, null]),
  );

  it.each([
    "javascript:alert(1)",
    "data:text/html,<script>",
    "file:///etc/passwd",
    "vbscript:x",
    "//evil.example",
    "/tasks/1",
    "java\tscript:x",
    " https://x",
    "https://x y",
    "https://\u202egro.live",
    "",
  ])("does not take %j", (target) => expect(href(target)).toEqual([null]));

  it("ends a link at the end of its line", () => {
    expect(lineRuns("b", lineRuns("\x1b]8;;https://x\x07a").style).runs[0]?.href).toBeNull();
  });
});

describe("what is not seen", () => {
  it("shows control and direction characters as signs with a name", () => {
    const runs = lineRuns("a\0b\u202ecod.exe\u200bz\x7f\ufeff\u0085").runs;
    expect(textOf(runs)).toBe("a⟨NUL⟩b⟨U+202E⟩cod.exe⟨U+200B⟩z⟨DEL⟩⟨U+FEFF⟩⟨U+0085⟩");
    expect(runs.find((run) => run.text === "⟨U+202E⟩")?.sign).toBe("U+202E right-to-left override");
  });

  it("leaves tabs, letters of all scripts and emoji of several characters alone", () => {
    const text = "\tÄ שלום नमस्ते 👩‍👩‍👧 é";
    expect(shown(text)).toBe(text);
  });
});

describe("lines that are drawn over", () => {
  const seen = (...texts: string[]) => {
    const lines = texts.map((text) => ({ text }));
    const left = redrawn(lines, PLAIN);
    return lines.map((line) => {
      const runs = left.get(line);
      return runs === undefined ? null : textOf(runs);
    });
  };

  it("shows several bars once, each where it began", () => {
    expect(
      seen(
        "a 0%",
        "b 0%",
        `${E}2A${E}2Ka 50%`,
        `${E}2Kb 40%`,
        `${E}2A${E}2Ka 100%`,
        `${E}2Kb 90%`,
        "done",
      ),
    ).toEqual(["a 100%", "b 90%", null, null, null, null, "done"]);
  });

  it("follows bars that go up and down within one line, as docker's do", () => {
    const bar = (up: number, text: string) => `${E}${up}A${E}2K\r${text}\r${E}${up}B`;
    expect(seen("a:", "b:", bar(2, "a: 1") + bar(1, "b: 2") + bar(2, "a: 3"), "end")).toEqual([
      "a: 3",
      "b: 2",
      "",
      "end",
    ]);
  });

  it("keeps empty lines, and what is not drawn over", () => {
    expect(seen("a", "", "b", `${E}1AB`)).toEqual(["a", "", "B", null]);
  });

  it("erases what is below the cursor", () => {
    expect(seen("a", "b", "c", `${E}2A${E}0JX`, "Y")).toEqual(["a", "X", "Y", null, null]);
  });

  it("goes no further than fifty rows up, and not above the first line", () => {
    const many = Array.from({ length: 60 }, (_, i) => `${i}`);
    const left = seen(...many, `${E}99AX`);
    expect(left[9]).toBe("9");
    expect(left[10]).toBe("X0");
    expect(seen(`${E}5Aa`, "b")).toEqual(["a", "b"]);
  });
});
