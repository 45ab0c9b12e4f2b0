import { act, renderHook } from "@testing-library/react";
import { beforeEach, expect, it, vi } from "vitest";
import { navigate } from "wouter/use-browser-location";
import type { Range } from "./lines/line";
import { Store } from "./store";
import { point, usePickedByAddress } from "./use_picked";

const session = { picked: new Store<Range | null>(null), show: vi.fn() };
const go = (to: string) => act(() => navigate(to));

beforeEach(() => {
  window.history.replaceState(null, "", "/tasks/5#L120-L135");
  session.picked.set(null);
  session.show.mockClear();
  renderHook(() => usePickedByAddress(session));
});

it("goes where the address points when it is opened", () => {
  expect(session.picked.get()).toEqual({ from: 120, to: 135 });
  expect(session.show.mock.calls).toEqual([[120]]);
});

it("goes where a link of the page points, again when it is clicked again", () => {
  go("/tasks/5#L7");
  go("/tasks/5#L7");
  expect(session.show.mock.calls).toEqual([[120], [7], [7]]);
});

it("stays where one reads when only the query changes", () => {
  go("/tasks/5?tab=details#L120-L135");
  expect(session.show).toHaveBeenCalledTimes(1);
});

it("stays where one reads when a number is clicked", () => {
  session.picked.set({ from: 130, to: 130 });
  point({ from: 130, to: 130 });
  expect(window.location.hash).toBe("#L130");
  expect(session.show).toHaveBeenCalledTimes(1);
});
