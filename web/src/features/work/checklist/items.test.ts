import { expect, test } from "vitest";
import { add, type Item, keysOf, MOST_ITEMS, move, remove, tick } from "./items";

const LIST: Item[] = ["a", "b", "a"].map((text) => ({ text, done: false }));

function texts(items: Item[] | null) {
  return items?.map(({ text, done }) => (done ? text.toUpperCase() : text)).join("");
}

test("of two items with the same text each is meant for itself", () => {
  const [first, , second] = keysOf(LIST);
  expect(texts(tick(second ?? "", true)(LIST))).toBe("abA");
  expect(texts(remove(first ?? "")(LIST))).toBe("ba");
});

test("an item moves by one place, and stays where there is none", () => {
  const [first, b] = keysOf(LIST);
  expect(texts(move(b ?? "", -1)(LIST))).toBe("baa");
  expect(texts(move(b ?? "", 1)(LIST))).toBe("aab");
  expect(texts(move(first ?? "", -1)(LIST))).toBe("aba");
});

test("what is there no more cannot be changed", () => {
  const other: Item[] = [{ text: "c", done: false }];
  for (const change of [tick("1 a", true), remove("1 a"), move("1 a", 1)])
    expect(change(other)).toBeNull();
});

test("a list takes as many as the server does", () => {
  const full = Array.from({ length: MOST_ITEMS }, () => ({ text: "x", done: false }));
  expect(add("y")(full)).toBeNull();
  expect(add("y")(full.slice(1))).toHaveLength(MOST_ITEMS);
});

test("the list that is given stays as it was", () => {
  const before = structuredClone(LIST);
  for (const change of [add("c"), tick("1 a", true), remove("1 b"), move("1 b", 1)]) change(LIST);
  expect(LIST).toEqual(before);
});
