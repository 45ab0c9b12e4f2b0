import { expect, test } from "vitest";
import { signalName } from "./signals";

test("a signal has its name, or its number where it has none", () => {
  expect([signalName(9), signalName(64)]).toEqual(["SIGKILL", "signal 64"]);
});
