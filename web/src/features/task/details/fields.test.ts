import { expect, test } from "vitest";
import { aTask } from "~/test/tasks";
import { sectionsOf } from "./fields";

function fields(...change: Parameters<typeof aTask>) {
  const sections = sectionsOf(aTask(...change), "utc");
  return new Map(sections.flatMap((section) => section.fields.map((one) => [one.name, one])));
}

test("what was not asked for says what is so instead", () => {
  const found = fields();
  expect(found.get("Time limit")).toEqual({ name: "Time limit", value: null, otherwise: "none" });
  expect(found.get("Shell")?.otherwise).toBe("the server's");
});

test("a program that is run without a shell says so", () => {
  const found = fields({ argv: ["ls", "a b"] });
  expect(found.get("Program")?.value).toBe('["ls","a b"]');
  expect(found.get("Shell")?.otherwise).toBe("none: the program is run as it is");
});

test("zero is a value", () => {
  expect(fields({ exit_code: 0, nice: 0 }).get("Exit code")?.value).toBe("0");
  expect(fields({ exit_code: 0, nice: 0 }).get("Nice")?.value).toBe("0");
});

test("what is unknown yet and never has a default is left out", () => {
  const found = fields({ exit_code: null, usage: null, tags: [] });
  expect([found.has("Exit code"), found.has("CPU time"), found.has("Tags")]).toEqual([
    false,
    false,
    false,
  ]);
});

test("how a command runs is not asked of a person", () => {
  const found = fields({ kind: "person", command: null });
  expect([found.has("Shell"), found.has("Time limit"), found.has("Output")]).toEqual([
    false,
    false,
    false,
  ]);
});
