import { expect, test } from "vitest";
import type { Edge } from "./graph";
import { laidOut } from "./layout";

const after = (from: string, to: string): Edge => ({ from, to, kind: "after" });

function columns(ids: string[], edges: Edge[]): string[][] {
  const found: string[][] = [];
  for (const [id, { column }] of laidOut(ids, edges).places) {
    if (ids.includes(id)) found[column] = [...(found[column] ?? []), id];
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
  expect(places.get("3")).toEqual({ column: 1, row: 0.5 });
});

test("tasks that wait for each other in a circle are drawn all the same", () => {
  const { places, columns: n } = laidOut(["1", "2"], [after("1", "2"), after("2", "1")]);
  expect(places.size).toBe(2);
  expect(n).toBeLessThanOrEqual(2);
});

test("ends of which one is not shown are no matter", () => {
  expect(columns(["1"], [after("9", "1")])).toEqual([["1"]]);
});

test("a line goes past what stands between its ends", () => {
  const edges = [after("1", "2"), after("2", "3"), after("1", "3")];
  const { places, ways } = laidOut(["1", "2", "3"], edges);
  const long = ways[2]?.stops ?? [];
  expect(long.map(({ column }) => column)).toEqual([0, 1, 2]);
  expect(long[1]?.row).not.toBe(places.get("2")?.row);
});
