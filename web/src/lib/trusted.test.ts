import { expect, test, vi } from "vitest";
import { guardStrings } from "./trusted";

type Rules = { createHTML(text: string): string; createScriptURL(url: string): string };

test("a string is no way to get markup or a foreign script into the page", () => {
  let rules: Rules | undefined;
  vi.stubGlobal("trustedTypes", {
    createPolicy: (_: string, given: Rules) => {
      rules = given;
    },
  });
  guardStrings();
  expect(rules?.createHTML(":root { color: red; }")).toBe(":root { color: red; }");
  expect(() => rules?.createHTML("<img src=x onerror=alert(1)>")).toThrow(TypeError);
  expect(() => rules?.createScriptURL("https://evil.example/x.js")).toThrow(TypeError);
  expect(rules?.createScriptURL("/assets/shared.worker.js")).toBe("/assets/shared.worker.js");
  vi.unstubAllGlobals();
});
