import { expect, test } from "vitest";
import { tellingLine } from "./last_words";

function words(text: string) {
  return tellingLine(text.split("\n").map((line, i) => ({ n: i + 1, text: line })));
}

test("Python says it last", () => {
  const text = `Traceback (most recent call last):
  File "x.py", line 1, in <module>
    raise ValueError("no such plan")
ValueError: no such plan`;
  expect(words(text)).toEqual({ text: "ValueError: no such plan", line: 4 });
});

test("Node says it before the frames of the stack and its version", () => {
  const text = `/app/x.js:1
throw new Error("no disk")
^

Error: no disk
    at Object.<anonymous> (/app/x.js:1:7)

Node.js v24.1.0`;
  expect(words(text)).toEqual({ text: "Error: no disk", line: 5 });
});

test("without a word that tells it is the last line that is not empty", () => {
  expect(words("one\ntwo\n\n")).toEqual({ text: "two", line: 2 });
});

test("colours, titles and what was drawn over are left out", () => {
  const text = "\u001b]0;x\u0007 10%\r\u001b[1;31merror:\u001b[0m disk \u001b[4mfull\u001b[24m\r";
  expect(words(text)).toEqual({ text: "error: disk full", line: 1 });
});

test("a tab stays, also before a bracket", () => {
  expect(words("fatal:\t[error] x")?.text).toBe("fatal:\t[error] x");
});

test("nothing was said", () => {
  expect(words("")).toBeNull();
});
