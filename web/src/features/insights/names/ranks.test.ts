import { expect, it } from "vitest";
import type { Name } from "../stats_query";
import { byCost, byFailures } from "./ranks";

function name(called: string, completed: number, failed: number, p50 = 1000): Name {
  return {
    name: called,
    runs: completed + failed,
    completed,
    failed,
    cancelled: 0,
    wait_ms: null,
    duration_ms: { p50, p90: p50, p99: p50, max: p50 },
    last_finished_at: null,
  };
}

const link = (called: string, status = "any") => `${called} ${status}`;

it("ranks what takes long in all before what takes long once", () => {
  const found = byCost([name("rare", 1, 0, 60_000), name("often", 180, 0, 1000)], link);
  expect(found.map((rank) => [rank.name, rank.share, rank.note])).toEqual([
    ["often", 0.75, "180 × 1.0s"],
    ["rare", 0.25, "1 × 1m 00s"],
  ]);
});

it("ranks by the share that failed, and leads to those", () => {
  const found = byFailures([name("a", 95, 5), name("b", 1, 1), name("fine", 9, 0)], link);
  expect(found.map((rank) => [rank.href, rank.value, rank.note])).toEqual([
    ["b failed", "50 %", "1 of 2 runs"],
    ["a failed", "5 %", "5 of 100 runs"],
  ]);
});

it("leaves out what never ran, and does not say that one of a thousand is nothing", () => {
  expect(byCost([{ ...name("idle", 1, 0), duration_ms: null }], link)).toEqual([]);
  expect(byFailures([name("a", 999, 1)], link)[0]?.value).toBe("< 1 %");
});
