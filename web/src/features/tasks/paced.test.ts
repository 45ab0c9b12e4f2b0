import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { paced } from "./paced";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test("the first wish is granted at once, many more by one run after the rest", async () => {
  const run = vi.fn(async () => undefined);
  const one = paced(run, 1_000);
  one.want();
  expect(run).toHaveBeenCalledTimes(1);
  for (let i = 0; i < 100; i++) one.want();
  await vi.advanceTimersByTimeAsync(999);
  expect(run).toHaveBeenCalledTimes(1);
  await vi.advanceTimersByTimeAsync(1);
  expect(run).toHaveBeenCalledTimes(2);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(run).toHaveBeenCalledTimes(2);
});

test("a run that fails does not end it", async () => {
  const run = vi.fn(() => Promise.reject(new Error("no answer")));
  const one = paced(run, 1_000);
  one.want();
  await vi.advanceTimersByTimeAsync(1_000);
  one.want();
  expect(run).toHaveBeenCalledTimes(2);
});

test("what was stopped does not run again", async () => {
  const run = vi.fn(async () => undefined);
  const one = paced(run, 1_000);
  one.want();
  one.want();
  one.stop();
  await vi.advanceTimersByTimeAsync(5_000);
  expect(run).toHaveBeenCalledTimes(1);
});
