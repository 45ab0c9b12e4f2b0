import { expect, it } from "vitest";
import { type Known, standingOf } from "./standing";

const live: Known = {
  status: "running",
  final: false,
  phase: "live",
  tries: 0,
  retryAt: null,
  failed: false,
  following: true,
};

it.each([
  [{}, { is: "live" }],
  [{ following: false }, { is: "paused" }],
  [{ following: false, phase: "idle" }, { is: "paused" }],
  [{ phase: "connecting" }, { is: "connecting" }],
  [{ phase: "idle" }, { is: "connecting" }],
  [{ phase: "skimming" }, { is: "skimming" }],
  [{ status: "queued" }, { is: "waiting" }],
  [{ status: "completed", final: true, phase: "idle" }, { is: "finished" }],
  [{ phase: "over" }, { is: "finished" }],
  [
    { phase: "retrying", tries: 1, retryAt: 9 },
    { is: "retrying", retryAt: 9 },
  ],
  [{ phase: "retrying", tries: 3, retryAt: 9 }, { is: "offline" }],
  [
    { final: true, phase: "idle", failed: true, retryAt: 9 },
    { is: "retrying", retryAt: 9 },
  ],
  [{ phase: "denied" }, { is: "denied" }],
] as const)("%j is %j", (known, standing) => {
  expect(standingOf({ ...live, ...known })).toEqual(standing);
});
