import { expect, test } from "vitest";
import { placed } from "./window";

test("rows far apart have their distance between them, and the list keeps its height", () => {
  const items = [
    { index: 0, start: 300, end: 344 },
    { index: 50, start: 2_500, end: 2_544 },
    { index: 51, start: 2_544, end: 2_588 },
  ];
  const { rows, rest } = placed(items, 300, 4_400);
  expect(rows).toEqual([
    { index: 0, gap: 0 },
    { index: 50, gap: 2_156 },
    { index: 51, gap: 0 },
  ]);
  const height = rows.reduce((sum, { gap }) => sum + gap + 44, 0) + rest;
  expect(height).toBe(4_400);
});
