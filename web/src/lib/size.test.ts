import { expect, test } from "vitest";
import { count, counted, size } from "./size";

test.each([
  [0, "0 B"],
  [812, "812 B"],
  [999, "999 B"],
  [1_200, "1.2 kB"],
  [44_120, "44 kB"],
  [999_999, "1.0 MB"],
  [612_000_000, "612 MB"],
])("%i bytes read %s", (bytes, text) => {
  expect(size(bytes)).toBe(text);
});

test("what is counted is named in its number", () => {
  expect(count(1_204_113)).toBe("1,204,113");
  expect(counted(1, "line")).toBe("1 line");
  expect(counted(2, "try", "tries")).toBe("2 tries");
});
