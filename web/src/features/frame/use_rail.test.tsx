import { renderHook } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import { prefs } from "~/lib/prefs";
import "~/test/page";
import { useRail } from "./use_rail";

afterEach(() => {
  vi.restoreAllMocks();
  prefs.rail.set("wide");
});

function inTightWindow(matches: boolean): void {
  vi.spyOn(window, "matchMedia").mockReturnValue({
    matches,
    addEventListener() {},
    removeEventListener() {},
  } as never);
}

test("the navigation folds by itself where the window has no room for its words", () => {
  inTightWindow(true);
  const { result } = renderHook(useRail);
  expect(result.current.isNarrow).toBe(true);
  expect(prefs.rail.get()).toBe("wide");
});

test("where there is room it is as somebody chose", () => {
  inTightWindow(false);
  const { result, rerender } = renderHook(useRail);
  expect(result.current.isNarrow).toBe(false);
  result.current.turn();
  rerender();
  expect(result.current.isNarrow).toBe(true);
});
