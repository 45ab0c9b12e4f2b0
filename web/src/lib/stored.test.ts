import { beforeEach, expect, test, vi } from "vitest";
import { stored } from "./stored";

const word = (kept: unknown) => (kept === "b" ? "b" : "a");

beforeEach(() => window.localStorage.clear());

test("what was chosen is kept, and told to who listens", () => {
  const store = stored("choice", word);
  const heard = vi.fn();
  store.subscribe(heard);
  store.set("b");
  expect(heard).toHaveBeenCalledOnce();
  expect(stored("choice", word).get()).toBe("b");
});

test("what nobody can read is as if nothing was kept", () => {
  window.localStorage.setItem("taskyard.choice", "{");
  expect(stored("choice", word).get()).toBe("a");
});

test("another tab's choice arrives here", () => {
  const store = stored("choice", word);
  const heard = vi.fn();
  store.subscribe(heard);
  window.localStorage.setItem("taskyard.choice", '"b"');
  window.dispatchEvent(new StorageEvent("storage", { key: "taskyard.choice" }));
  expect(heard).toHaveBeenCalledOnce();
  expect(store.get()).toBe("b");
});

test("a browser that keeps nothing for us remembers until the page is left", () => {
  vi.spyOn(Storage.prototype, "setItem").mockImplementation(() => {
    throw new DOMException("full", "QuotaExceededError");
  });
  const store = stored("unkept", word);
  store.set("b");
  expect(store.get()).toBe("b");
});
