import { expect, test } from "vitest";
import { fromField, picks, toField } from "./deadline";

test("what a field shows is the moment it was given", () => {
  const at = new Date(2026, 10, 20, 18, 30).toISOString();
  expect(toField(at)).toBe("2026-11-20T18:30");
  expect(fromField(toField(at))).toBe(at);
});

test("a field that is empty or half filled is no moment", () => {
  expect(fromField("")).toBeNull();
  expect(fromField("2026-11-")).toBeNull();
  expect(toField(null)).toBe("");
});

test("an evening that is over is not offered", () => {
  const noon = new Date(2026, 10, 20, 12).getTime();
  const night = new Date(2026, 10, 20, 22).getTime();
  expect(picks(noon).map((pick) => pick.label)).toEqual([
    "Today 18:00",
    "Tomorrow",
    "+3 d",
    "+1 week",
  ]);
  expect(picks(night)[0]).toEqual({ label: "Tomorrow", at: new Date(2026, 10, 21, 18) });
});
