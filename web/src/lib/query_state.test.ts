import { expect, test } from "vitest";
import { changed } from "./query_state";

test("a change leaves the other parameters, and null takes one away", () => {
  const query = new URLSearchParams("view=board&q=x");
  expect(changed(query, { q: null, sort: "-duration" })).toBe("view=board&sort=-duration");
});

test("an address stays readable", () => {
  expect(changed(new URLSearchParams(), { q: "status:failed,lost after:24h" })).toBe(
    "q=status:failed,lost+after:24h",
  );
});
