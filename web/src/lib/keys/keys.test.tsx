import { fireEvent, render } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { prefs } from "../prefs";
import { isLetter, printed } from "./binding";
import { listenToKeys, useKeys } from "./keys";

let end: () => void;
beforeEach(() => {
  end = listenToKeys();
  prefs.letters.set(true);
});
afterEach(() => end());

function Bound({ name, keys, run }: { name: string; keys: string; run: () => void }) {
  useKeys(name, [{ keys, label: keys, run }]);
  return null;
}

test("a key does what it is bound to, but not while somebody types", () => {
  const run = vi.fn();
  const { container } = render(
    <>
      <Bound name="Anywhere" keys="n" run={run} />
      <input type="text" />
    </>,
  );
  fireEvent.keyDown(document.body, { key: "n" });
  expect(run).toHaveBeenCalledOnce();
  const field = container.querySelector("input");
  if (field !== null) fireEvent.keyDown(field, { key: "n" });
  expect(run).toHaveBeenCalledOnce();
});

test("of two scopes the nearer one has the key, and gives it back", () => {
  const [outer, inner] = [vi.fn(), vi.fn()];
  render(<Bound name="Anywhere" keys="e" run={outer} />);
  const { unmount } = render(<Bound name="Log" keys="e" run={inner} />);
  fireEvent.keyDown(document.body, { key: "e" });
  unmount();
  fireEvent.keyDown(document.body, { key: "e" });
  expect([inner.mock.calls.length, outer.mock.calls.length]).toEqual([1, 1]);
});

test("two strokes are one binding, and the second alone is not", () => {
  const run = vi.fn();
  render(<Bound name="Anywhere" keys="g t" run={run} />);
  fireEvent.keyDown(document.body, { key: "t" });
  expect(run).not.toHaveBeenCalled();
  fireEvent.keyDown(document.body, { key: "g" });
  fireEvent.keyDown(document.body, { key: "t" });
  expect(run).toHaveBeenCalledOnce();
});

test("letters can be switched off, and Ctrl K still works", () => {
  const [letter, palette] = [vi.fn(), vi.fn()];
  render(
    <>
      <Bound name="Anywhere" keys="Shift+D" run={letter} />
      <Bound name="Palette" keys="mod+k" run={palette} />
    </>,
  );
  prefs.letters.set(false);
  fireEvent.keyDown(document.body, { key: "D", shiftKey: true });
  fireEvent.keyDown(document.body, { key: "k", ctrlKey: true });
  expect(letter).not.toHaveBeenCalled();
  expect(palette).toHaveBeenCalledOnce();
});

test("a component that is drawn again runs its newest function", () => {
  const [before, after] = [vi.fn(), vi.fn()];
  const { rerender } = render(<Bound name="List" keys="x" run={before} />);
  rerender(<Bound name="List" keys="x" run={after} />);
  fireEvent.keyDown(document.body, { key: "x" });
  expect([before.mock.calls.length, after.mock.calls.length]).toEqual([0, 1]);
});

test("keys are told apart and printed as they are on the keyboard", () => {
  expect(["n", "?", "g t", "Shift+D"].every(isLetter)).toBe(true);
  expect(["mod+k", "Escape", "ArrowDown"].some(isLetter)).toBe(false);
  expect(printed("mod+k")).toEqual(["Ctrl", "K"]);
  expect(printed("g t")).toEqual(["g", "t"]);
});
