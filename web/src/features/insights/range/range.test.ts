import { describe, expect, it } from "vitest";
import { between, gone, lately, presetOf, timeBefore } from "./range";

const now = Date.parse("2026-11-20T12:30:00Z");

function told(range: { from: number; to: number; bucket: string } | null) {
  if (range === null) return null;
  return [new Date(range.from).toISOString(), new Date(range.to).toISOString(), range.bucket];
}

describe("a range", () => {
  it("ends with the hour or the day that has begun", () => {
    expect(told(lately("24h", now))).toEqual([
      "2026-11-19T13:00:00.000Z",
      "2026-11-20T13:00:00.000Z",
      "hour",
    ]);
    expect(told(lately("7d", now))).toEqual([
      "2026-11-14T00:00:00.000Z",
      "2026-11-21T00:00:00.000Z",
      "day",
    ]);
  });

  it("stays the same within an hour, so that nothing is asked for twice", () => {
    expect(lately("24h", now)).toEqual(lately("24h", now + 1_700_000));
  });

  it("is a week where the address says nothing that is known", () => {
    expect([presetOf(null), presetOf("7 years"), presetOf("90d")]).toEqual(["7d", "7d", "90d"]);
  });

  it("has whole days of UTC when there are many", () => {
    expect(told(between("2026-11-01", "2026-11-10", now))).toEqual([
      "2026-11-01T00:00:00.000Z",
      "2026-11-11T00:00:00.000Z",
      "day",
    ]);
  });

  it("has the hours of one's own day when there are one or two, as long as hours are kept", () => {
    const day = between("2026-11-10", "2026-11-10", now);
    expect(day).toEqual({
      from: new Date(2026, 10, 10).getTime(),
      to: new Date(2026, 10, 11).getTime(),
      bucket: "hour",
    });
    expect(between("2026-08-10", "2026-08-10", now)?.bucket).toBe("day");
  });

  it("is none when its days are in no order, too many, or no days", () => {
    expect(between("2026-11-10", "2026-11-09", now)).toBeNull();
    expect(between("2016-11-10", "2026-11-09", now)).toBeNull();
    expect(between("", "2026-11-09", now)).toBeNull();
  });
});

describe("the time before", () => {
  it("is as long and ends where the range begins", () => {
    const week = lately("7d", now);
    expect(timeBefore(week, now)).toEqual({
      from: week.from - 7 * 86_400_000,
      to: week.from,
      bucket: "day",
    });
  });

  it("is unknown where hours are no longer kept", () => {
    const from = now - 44 * 86_400_000;
    expect(timeBefore({ from, to: from + 48 * 3_600_000, bucket: "hour" }, now)).toBeNull();
  });
});

it("knows how much of it has gone by", () => {
  const range = { from: 0, to: 1000, bucket: "day" } as const;
  expect([gone(range, 250), gone(range, 5000)]).toEqual([0.25, 1]);
});
