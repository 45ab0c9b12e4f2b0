import { expect, it } from "vitest";
import { parts } from "./parts";

it("cuts a text in pieces that make it again, and no character in two", () => {
  const text = `a${"👩".repeat(20_000)}`;
  const pieces = parts(text).map(({ part }) => part);
  expect(pieces.join("")).toBe(text);
  expect(pieces.length).toBeGreaterThan(3);
  for (const piece of pieces) expect(piece).toMatch(/👩$/u);
  expect(parts("")).toEqual([]);
});
