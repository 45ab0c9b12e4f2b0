import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { showIcon } from "./tab_icon";

let link: HTMLLinkElement;

beforeEach(() => {
  vi.useFakeTimers();
  link = document.createElement("link");
  link.rel = "icon";
  document.head.append(link);
});

afterEach(() => {
  vi.runAllTimers();
  vi.useRealTimers();
  link.remove();
});

test("the icon changes at most once a second, to the last one that was wanted", () => {
  showIcon("data:,a");
  vi.advanceTimersByTime(1);
  expect(link.href).toBe("data:,a");
  showIcon("data:,b");
  showIcon("data:,c");
  vi.advanceTimersByTime(900);
  expect(link.href).toBe("data:,a");
  vi.advanceTimersByTime(100);
  expect(link.href).toBe("data:,c");
});
