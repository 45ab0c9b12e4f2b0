import { expect, test } from "vitest";
import { fromField, picks, toField } from "./deadline";

// Tests run in Europe/Berlin.
test.each([
  ["local", "2026-11-20T19:30"],
  ["utc", "2026-11-20T18:30"],
] as const)("a field shows the moment it was given as times are told: %s", (zone, shown) => {
  const at = "2026-11-20T18:30:00.000Z";
  expect(toField(at, zone)).toBe(shown);
  expect(fromField(shown, zone)).toBe(at);
});

test("of the hour that there is twice each moment is shown as its clock shows it", () => {
  expect(toField("2026-10-25T00:30:00Z", "local")).toBe("2026-10-25T02:30");
  expect(toField("2026-10-25T01:30:00Z", "local")).toBe("2026-10-25T02:30");
});

test("a field that is empty or half filled is no moment", () => {
  expect(fromField("", "local")).toBeNull();
  expect(fromField("2026-11-", "local")).toBeNull();
  expect(fromField("2026-11-", "utc")).toBeNull();
  expect(toField(null, "local")).toBe("");
});

test("an evening that is over is not offered", () => {
  const noon = new Date(2026, 10, 20, 12).getTime();
  const night = new Date(2026, 10, 20, 22).getTime();
  expect(picks(noon, "local").map((pick) => pick.label)).toEqual([
    "Today 18:00",
    "Tomorrow 9:00",
    "+3 days",
    "+1 week",
  ]);
  expect(picks(night, "local")[0]).toEqual({
    label: "Tomorrow 9:00",
    at: new Date(2026, 10, 21, 9),
  });
});

test("an hour of the day stays that hour when clocks change on the way to it", () => {
  const before = Date.parse("2026-10-23T12:00:00+02:00");
  const week = picks(before, "local").find(({ label }) => label === "+1 week");
  expect(week?.at.toISOString()).toBe("2026-10-30T17:00:00.000Z");
});

test("in UTC an hour is one of UTC", () => {
  const at = Date.parse("2026-10-23T23:30:00+02:00");
  expect(picks(at, "utc")[0]?.at.toISOString()).toBe("2026-10-24T09:00:00.000Z");
});
