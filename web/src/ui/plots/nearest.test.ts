import { expect, it } from "vitest";
import { nearest } from "./nearest";

function mark(key: string, x: number, width = 16) {
  return { key, area: { x, y: 0, width, height: 16 } };
}

it("is the one whose middle is nearest where several lie over each other", () => {
  const dots = [mark("a", 0), mark("b", 6), mark("c", 12)];
  expect([7, 13, 21].map((x) => nearest(dots, x, 8)?.key)).toEqual(["a", "b", "c"]);
});

it("is what one is within, however far its middle is", () => {
  expect(nearest([mark("narrow", 0), mark("wide", 16, 400)], 18, 8)?.key).toBe("wide");
});

it("is nothing where there is nothing near", () => {
  expect(nearest([mark("a", 0)], 27, 8)?.key).toBe("a");
  expect(nearest([mark("a", 0)], 29, 8)).toBeNull();
  expect(nearest([], 0, 0)).toBeNull();
});
