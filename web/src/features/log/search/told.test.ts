import { expect, it } from "vitest";
import { Problem } from "~/lib/api/problem";
import type { Searched } from "./search";
import { Tally } from "./tally";
import { countText, wrongText } from "./told";

function tally(count: number): Tally {
  const made = new Tally(1);
  made.count = count;
  return made;
}

const searched: Searched = {
  pattern: { q: "x" },
  tally: tally(2_310),
  isComplete: true,
  current: 900,
  ordinal: 17,
  error: null,
};

it.each([
  [{}, "17 of 2,310"],
  [{ ordinal: null }, "… of 2,310"],
  [{ isComplete: false }, "17 of 2,310 so far"],
  [{ current: null, ordinal: null }, "2,310 lines"],
  [{ tally: tally(1), current: null }, "1 line"],
  [{ tally: tally(0), current: null }, "Nothing found"],
  [{ tally: tally(0), current: null, isComplete: false }, "…"],
  [{ tally: null }, "…"],
  [{ error: new Error("no") }, ""],
])("%j", (change, text) => expect(countText({ ...searched, ...change })).toBe(text));

it("says what was wrong with an expression in the server's words", () => {
  const fault = { pointer: "", code: "pattern", detail: "is no regular expression: missing )" };
  const error = new Problem("q: …", 422, "validation", [fault]);
  expect(wrongText({ ...searched, error })).toBe("This is no regular expression: missing ).");
  expect(wrongText({ ...searched, error: new Problem("Gone", 404, "not-found") })).toBe("Gone");
  expect(wrongText(searched)).toBeNull();
});
