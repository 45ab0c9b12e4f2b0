import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import { aTask } from "~/test/tasks";
import { curlFor, curlOf } from "./curl";

/** What a real shell makes of the line: the arguments curl would get. */
function argumentsOf(line: string): string[] {
  const script = line.replace(/^curl/, "printf '%s\\0'");
  return execFileSync("/bin/sh", ["-c", script], { encoding: "utf8" }).split("\0").slice(0, -1);
}

test.each([
  "echo hello",
  "echo 'it''s' \"$HOME\" `id` $(id) \\ !",
  "first\nsecond",
  "'; rm -rf / #",
  "ünïcödé ‮ 🎉",
])("a shell hands the command on as it is: %o", (command) => {
  const body = argumentsOf(curlFor({ command })).at(-1) ?? "";
  expect(JSON.parse(body)).toEqual({ command });
});

test("the line asks this server for the same task", () => {
  const line = curlOf(aTask({ name: "hello", command: "echo hello" }));
  expect(line).toContain("curl -sS http://localhost:3000/api/v1/tasks");
  expect(line).toContain('-H "Authorization: Bearer $TASKYARD_TOKEN"');
  expect(line).toContain(`-d '{"name":"hello","command":"echo hello"}'`);
});
