import { expect, test } from "vitest";
import { type Edge, edgesOf, laidOut, upstream } from "./graph";

const after = (from: string, to: string): Edge => ({ from, to, kind: "after" });

function columns(ids: string[], edges: Edge[]): string[][] {
  const found: string[][] = [];
  for (const { id, column } of laidOut(ids, edges).places) {
    found[column] = [...(found[column] ?? []), id];
  }
  return found;
}

test("each stands to the right of all it waits for, by the longest way", () => {
  const edges = [after("1", "2"), after("2", "3"), after("1", "3")];
  expect(columns(["3", "2", "1"], edges)).toEqual([["1"], ["2"], ["3"]]);
});

test("in a column they stand as high as what they wait for", () => {
  const edges = [after("1", "b"), after("2", "a")];
  expect(columns(["1", "2", "a", "b"], edges)).toEqual([
    ["1", "2"],
    ["b", "a"],
  ]);
});

test("a column with fewer is centred", () => {
  const { places, rows } = laidOut(["1", "2", "3"], [after("1", "3"), after("2", "3")]);
  expect(rows).toBe(2);
  expect(places.find(({ id }) => id === "3")).toEqual({ id: "3", column: 1, row: 0.5 });
});

test("tasks that wait for each other in a circle are drawn all the same", () => {
  const { places, columns: n } = laidOut(["1", "2"], [after("1", "2"), after("2", "1")]);
  expect(places).toHaveLength(2);
  expect(n).toBeLessThanOrEqual(2);
});

test("ends of which one is not shown are no matter", () => {
  expect(columns(["1"], [after("9", "1")])).toEqual([["1"]]);
});

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
