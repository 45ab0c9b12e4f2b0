import { render, screen } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { Inks } from "../colour/ink";
import { lineRuns } from "../terminal/line_runs";
import { LineRow } from "./line_row";

const HOSTILE = [
  "<script>alert(1)</script>",
  "<img src=x onerror=alert(1)>",
  "<svg onload=alert(1)><animate onbegin=alert(1)></svg>",
  '"><a href="javascript:alert(1)">x</a>',
  "\x1b]8;;javascript:alert(1)\x1b\\click\x1b]8;;\x1b\\",
  "\x1b]8;;data:text/html,<script>alert(1)</script>\x07click\x1b]8;;\x07",
  "\x1b[31m<iframe srcdoc='<script>alert(1)</script>'>\x1b[0m",
  "&lt;script&gt; &#x3c;b&#x3e;",
  "invoice\u202egpj.exe\0",
];

function row(text: string, s: "out" | "err" = "out") {
  const line = { n: 7, t: "2026-11-20T14:00:00.000Z", s, text, cut: false };
  const { runs } = lineRuns(text);
  const look = { time: null, isPicked: false, isCurrent: false, path: "/tasks/5" };
  const inks = new Inks("light", false);
  render(
    <table>
      <tbody>
        <LineRow n={7} line={line} runs={runs} inks={inks} {...look} />
      </tbody>
    </table>,
  );
  return screen.getByRole("cell");
}

describe("a line", () => {
  it.each(HOSTILE)("is text, whatever it says: %j", (text) => {
    const cell = row(text);
    for (const element of cell.querySelectorAll("*")) {
      expect(element.tagName).toBe("SPAN");
      for (const { name } of element.attributes) expect(name).toMatch(/^(class|style|title)$/);
    }
    expect(cell).toHaveTextContent(/alert|script|invoice|click/);
  });

  it("has the links that are safe", () => {
    const cell = row("\x1b]8;;https://example.org/a\x1b\\here\x1b]8;;\x1b\\");
    const link = cell.querySelector("a");
    expect(link).toHaveTextContent("here");
    expect(link).toHaveAttribute("href", "https://example.org/a");
    expect(link).toHaveAttribute("rel", "noreferrer noopener");
  });

  it("says its number, and that it is of stderr", () => {
    row("boom", "err");
    const number = screen.getByRole("link", { name: "Line 7, stderr" });
    expect(number).toHaveAttribute("href", "/tasks/5#L7");
    expect(screen.getByRole("row")).toHaveAttribute("aria-rowindex", "7");
  });
});
