import { expect, test } from "vitest";
import { type Edge, edgesOf, upstream } from "./graph";

const after = (from: string, to: string): Edge => ({ from, to, kind: "after" });

test("what a task waits for is followed back as far as it is known", () => {
  const known: Record<string, { after: string[] }> = { "2": { after: ["1", "0"] } };
  const start = { id: "4", after: ["2", "3"] };
  expect(upstream(start, (id) => known[id], 30)).toEqual(["4", "2", "3", "1", "0"]);
  expect(upstream(start, (id) => known[id], 3)).toEqual(["4", "2", "3"]);
});

test("a circle is followed once around", () => {
  const known: Record<string, { after: string[] }> = { "1": { after: ["2"] } };
  expect(upstream({ id: "2", after: ["1"] }, (id) => known[id], 30)).toEqual(["2", "1"]);
});

test("edges go from what is waited for, and to what a failure made", () => {
  expect(edgesOf([{ id: "3", after: ["1"], follow_up: "5" }])).toEqual([
    after("1", "3"),
    { from: "3", to: "5", kind: "on_failure" },
  ]);
});
