import { afterAll, beforeAll, expect, it } from "vitest";
import { peakOf, weekOf } from "./week";

const HOUR = 3_600_000;
const zone = process.env.TZ;

beforeAll(() => {
  process.env.TZ = "Europe/Paris";
});
afterAll(() => {
  process.env.TZ = zone;
});

/** Every hour of these days, with one task that ended in each. */
function hours(from: string, to: string) {
  const found = [];
  for (let at = Date.parse(from); at < Date.parse(to); at += HOUR)
    found.push({ start: new Date(at).toISOString(), completed: 1, failed: 0, cancelled: 0 });
  return found;
}

const later = Date.parse("2027-01-01T00:00:00Z");

it("stands at the reader's own weekday and hour", () => {
  const week = weekOf(hours("2026-11-22T23:00:00Z", "2026-11-23T00:00:00Z"), "local", later);
  expect(peakOf(week)).toEqual({ weekday: 0, hour: 0, ended: 1 });
  const utc = weekOf(hours("2026-11-22T23:00:00Z", "2026-11-23T00:00:00Z"), "utc", later);
  expect(peakOf(utc)).toEqual({ weekday: 6, hour: 23, ended: 1 });
});

it("is an average, also where an hour is there twice or not at all", () => {
  const back = weekOf(hours("2026-10-19T22:00:00Z", "2026-11-02T23:00:00Z"), "local", later);
  expect(back.flat().every((ended) => ended === 1)).toBe(true);
  const forth = weekOf(hours("2026-03-28T23:00:00Z", "2026-03-29T22:00:00Z"), "local", later);
  expect(forth[6]?.[2]).toBeNull();
  expect(forth[6]?.[3]).toBe(1);
});

it("counts all ends, and no hour that has not begun", () => {
  const [one] = hours("2026-11-23T12:00:00Z", "2026-11-23T13:00:00Z");
  const some = { start: one?.start ?? "", completed: 1, failed: 2, cancelled: 3 };
  const at = Date.parse(some.start);
  expect(peakOf(weekOf([some], "utc", at))?.ended).toBe(6);
  expect(peakOf(weekOf([some], "utc", at - 1))).toBeNull();
});
