import { expect, test } from "vitest";
import { parted, whole } from "./values";

test("a comma within a value is none between values", () => {
  expect(whole("for i in 1,2")).toBe("for i in 1\\,2");
  expect(parted(`db,${whole("a,b")},`)).toEqual(["db", "a\\,b"]);
});
