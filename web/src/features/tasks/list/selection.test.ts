import { expect, test } from "vitest";
import { between, turned } from "./selection";

const order = ["9", "8", "7", "6", "5"];

test("a range is all that stands between two, whichever came first", () => {
  expect(between(order, "8", "6")).toEqual(["8", "7", "6"]);
  expect(between(order, "6", "8")).toEqual(["8", "7", "6"]);
  expect(between(order, "gone", "8")).toEqual([]);
});

test("a range becomes what its end becomes", () => {
  expect([...turned(new Set(["8"]), "6", ["8", "7", "6"])].sort()).toEqual(["6", "7", "8"]);
  expect([...turned(new Set(["8", "7", "6"]), "6", ["8", "7", "6"])]).toEqual([]);
});
