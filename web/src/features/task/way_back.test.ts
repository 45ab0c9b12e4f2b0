import { beforeEach, expect, test } from "vitest";
import { listBefore } from "./way_back";

const ORIGIN = window.location.origin;

function trail(...paths: string[]) {
  const entries = paths.map((path, index) => ({ index, key: `k${index}`, url: ORIGIN + path }));
  return { currentEntry: { index: paths.length - 1 }, entries: () => entries, traverseTo() {} };
}

beforeEach(() => window.history.replaceState(null, "", "/tasks/5"));

test("the list one came from is gone back to, whatever tabs were opened since", () => {
  const before = trail("/", "/?q=status:failed", "/tasks/5", "/tasks/5?tab=history");
  expect(listBefore(before)).toBe("k1");
});

test("from anywhere else there is no list to go back to", () => {
  expect(listBefore(trail("/", "/insights", "/tasks/5"))).toBeNull();
  expect(listBefore(trail("/", "/tasks/4", "/tasks/5"))).toBeNull();
  expect(listBefore(trail("/tasks/5"))).toBeNull();
});
