import { expect, test } from "vitest";
import { at, elsewhere } from "./faults";

const fault = (pointer: string, detail = "Is wrong") => ({ pointer, code: "invalid", detail });

test("what is wrong with a part is told at the field that has it, and names the part", () => {
  const faults = [fault("/env/FOO"), fault("/after/1", "Must be a number"), fault("/name")];
  expect(at(faults, "/env")).toBe("FOO: Is wrong");
  expect(at(faults, "/after")).toBe("No. 2: Must be a number");
  expect(at(faults, "/name")).toBe("Is wrong");
  expect(at(faults, "/tags")).toBeUndefined();
});

test("a field is not told what is wrong with one whose name begins as its own", () => {
  expect(at([fault("/after_policy")], "/after")).toBeUndefined();
});

test("what has no field is told above", () => {
  const faults = [fault("/name"), fault(""), fault("/type"), fault("/on_failure")];
  expect(elsewhere(faults).map((one) => one.pointer)).toEqual(["", "/type", "/on_failure"]);
});
