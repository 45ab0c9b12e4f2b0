import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { isLess, MAY, ROLES } from "./roles";

const document = readFileSync(
  path.resolve(import.meta.dirname, "../../../../docs/reference/roles.md"),
  "utf8",
);
const table = document
  .split("\n")
  .filter((line) => line.startsWith("| "))
  .map((line) =>
    line
      .slice(1, -1)
      .split("|")
      .map((cell) => cell.trim().replaceAll("`", "")),
  );

test("the roles are those of the documentation, from the least to the most", () => {
  expect(table[0]?.slice(1, 5)).toEqual(ROLES);
});

test("what each role may is what the documentation says, which is made from the policy", () => {
  expect(MAY.map((row) => [...row])).toEqual(table.slice(1).map((row) => row.slice(0, 5)));
});

test("a role is less than those that may more", () => {
  expect(isLess("user", "operator")).toBe(true);
  expect(isLess("operator", "operator")).toBe(false);
  expect(isLess("admin", "viewer")).toBe(false);
});
