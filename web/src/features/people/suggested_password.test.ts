import { expect, test } from "vitest";
import { suggested } from "./suggested_password";

test("a suggestion is long, can be read out, and is another one each time", () => {
  const some = Array.from({ length: 50 }, suggested);
  for (const one of some) expect(one).toMatch(/^([a-hjkmnp-z2-9]{5}-){3}[a-hjkmnp-z2-9]{5}$/);
  expect(new Set(some).size).toBe(50);
});
