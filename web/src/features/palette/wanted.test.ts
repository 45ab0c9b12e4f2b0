import { expect, it } from "vitest";
import { typedFor, wantedOf } from "./wanted";

it.each([
  ["backup", { only: null, text: "backup" }],
  [" >dark ", { only: "actions", text: "dark" }],
  ["#1042", { only: "tasks", text: "1042" }],
  ["@ ben", { only: "people", text: "ben" }],
  ["a > b", { only: null, text: "a > b" }],
])("%j says among what to look", (typed, wanted) => {
  expect(wantedOf(typed)).toEqual(wanted);
});

it("keeps what was typed when one looks elsewhere", () => {
  expect(typedFor("people", wantedOf("#ben"))).toBe("@ben");
  expect(typedFor(null, wantedOf("#ben"))).toBe("ben");
});
