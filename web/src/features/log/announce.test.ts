import { expect, it } from "vitest";
import { news } from "./announce";

it("tells of what is new, and of nothing where nothing is", () => {
  expect(news({ total: 10, errors: 1 }, { total: 1_250, errors: 3 })).toBe(
    "1,240 new lines, 2 on stderr",
  );
  expect(news({ total: 10, errors: 1 }, { total: 11, errors: 1 })).toBe("1 new line");
  expect(news({ total: 10, errors: 1 }, { total: 10, errors: 1 })).toBeNull();
});
