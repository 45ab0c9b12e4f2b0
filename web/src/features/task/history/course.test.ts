import { expect, test } from "vitest";
import { aTask } from "~/test/tasks";
import { answer, runsOf, spreadOf } from "./course";

const done = (id: number, duration_ms: number) =>
  aTask({ id: String(id), status: "completed", duration_ms });

test("runs that have ended come the oldest first", () => {
  const runs = runsOf([aTask({ id: "3" }), aTask({ id: "2", status: "failed" }), done(1, 5)]);
  expect(runs.map(({ task, ending }) => [task.id, ending])).toEqual([
    ["1", "completed"],
    ["2", "failed"],
  ]);
});

test("how long it takes is known from what completed", () => {
  const runs = runsOf([
    ...Array.from({ length: 20 }, (_, i) => done(i, (i + 1) * 100)),
    aTask({ status: "failed", duration_ms: 1 }),
  ]);
  expect(spreadOf(runs)).toEqual({ median: 1_000, p95: 1_900 });
});

test("nothing is known when nothing completed", () => {
  const runs = runsOf([aTask({ status: "failed", duration_ms: 10 })]);
  expect(spreadOf(runs)).toBeNull();
  expect(answer(runs, null)).toBe("None completed. 1 of 1 run failed.");
});

test("the answer is a sentence", () => {
  const runs = runsOf([done(1, 2_000), done(2, 4_000)]);
  expect(answer(runs, spreadOf(runs))).toBe(
    "Of what completed, half took up to 2.0s and 95 of 100 up to 4.0s. None failed.",
  );
});
