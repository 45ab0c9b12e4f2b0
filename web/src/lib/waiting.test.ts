import { expect, test } from "vitest";
import { aTask } from "~/test/tasks";
import { waitingFor } from "./waiting";

test("what waits is found by each task it waits for, the oldest first", () => {
  const newestFirst = [
    aTask({ id: "5", status: "blocked", after: ["1"] }),
    aTask({ id: "4", status: "blocked", after: ["1", "2"] }),
  ];
  const waiting = waitingFor(newestFirst);
  expect(waiting.get("1")?.map(({ id }) => id)).toEqual(["4", "5"]);
  expect(waiting.get("2")?.map(({ id }) => id)).toEqual(["4"]);
  expect(waiting.get("3")).toBeUndefined();
});

test("what runs by now waits no more, though it did", () => {
  expect(waitingFor([aTask({ status: "running", after: ["1"] })]).size).toBe(0);
});
