import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { timeTicks } from "./time_ticks";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

function labels(from: number, to: number, room: number, zone: "utc" | "local" = "utc") {
  return timeTicks({ from, to }, room, zone).map((tick) => tick.label);
}

describe("ticks of time", () => {
  const midnight = Date.UTC(2026, 10, 20);

  it("name the day where it begins and hours elsewhere", () => {
    expect(labels(midnight - 6 * HOUR, midnight + 6 * HOUR, 4)).toEqual([
      "18:00",
      "21:00",
      "20 Nov",
      "03:00",
      "06:00",
    ]);
  });

  it("are Mondays when there is room for weeks only", () => {
    expect(labels(midnight, midnight + 30 * DAY, 5)).toEqual([
      "23 Nov",
      "30 Nov",
      "7 Dec",
      "14 Dec",
    ]);
  });

  it("have months and years", () => {
    expect(labels(midnight, midnight + 90 * DAY, 4)).toEqual(["Dec 2026", "Jan 2027", "Feb 2027"]);
  });

  it("have seconds for what is over soon", () => {
    expect(labels(midnight, midnight + 10_000, 2)).toEqual(["00:00:00", "00:00:05", "00:00:10"]);
  });
});

describe("where clocks are changed", () => {
  const zone = process.env.TZ;
  beforeAll(() => {
    process.env.TZ = "Europe/Paris";
  });
  afterAll(() => {
    process.env.TZ = zone;
  });

  it("midnight is midnight, and what is not there is left out", () => {
    const saturday = Date.parse("2026-03-28T12:00:00+01:00");
    expect(labels(saturday, saturday + 2 * DAY, 8, "local")).toEqual([
      "12:00",
      "18:00",
      "29 Mar",
      "06:00",
      "12:00",
      "18:00",
      "30 Mar",
      "06:00",
      "12:00",
    ]);
    const night = Date.parse("2026-03-29T00:00:00+01:00");
    expect(labels(night, night + 4 * HOUR, 5, "local")).toEqual([
      "29 Mar",
      "01:00",
      "03:00",
      "04:00",
      "05:00",
    ]);
  });
});
