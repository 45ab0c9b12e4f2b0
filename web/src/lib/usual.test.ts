import { expect, test } from "vitest";
import { aTask } from "~/test/tasks";
import { etaOf, usualOf } from "./usual";

const at = Date.parse("2026-11-20T14:00:00Z");
const running = aTask({ name: "backup", status: "running", started_at: "2026-11-20T14:00:00Z" });
const usual = usualOf([
  { name: "backup", duration_ms: { p50: 240_000 } },
  { name: "never", duration_ms: null },
]);

test("what a task says of itself counts before what it usually takes", () => {
  const progress = { fraction: 0.25, text: null, source: "output" };
  expect(etaOf({ ...running, progress }, usual, at + 30_000)).toEqual({
    fraction: 0.25,
    leftMs: 90_000,
    from: "output",
  });
});

test("a silent task is measured by its earlier runs", () => {
  expect(etaOf(running, usual, at + 60_000)).toEqual({
    fraction: 0.25,
    leftMs: 180_000,
    from: "usual",
  });
});

test("nothing is promised that is not known", () => {
  expect(etaOf({ ...running, name: "never" }, usual, at + 1)).toBeNull();
  expect(etaOf(running, usual, at + 240_000)).toBeNull();
  expect(etaOf({ ...running, status: "completed" }, usual, at + 1)).toBeNull();
  const progress = { fraction: 0.001, text: null, source: "guess" };
  expect(etaOf({ ...running, progress }, usual, at + 60_000)).toBeNull();
});
