import { expect, it } from "vitest";
import { askedIn } from "../search/asked";
import { filterOf } from "./use_filter";

it.each([
  ["", { only: "all", context: 0 }],
  ["only=err", { only: "err", context: 0 }],
  ["only=matches&context=3", { only: "matches", context: 3 }],
  ["only=nonsense&context=-1", { only: "all", context: 0 }],
  ["context=99", { only: "all", context: 5 }],
  ["context=1.5", { only: "all", context: 0 }],
])("an address with ?%s shows %j", (query, filter) => {
  expect(filterOf(new URLSearchParams(query))).toEqual(filter);
});

it.each([
  ["find=a+b", { q: "a b", regex: false, case: false }],
  ["find=a&regex=1&case=1", { q: "a", regex: true, case: true }],
  ["regex=1", null],
  ["find=a%0Ab", null],
])("an address with ?%s searches for %j", (query, asked) => {
  expect(askedIn(new URLSearchParams(query))).toEqual(asked);
});
