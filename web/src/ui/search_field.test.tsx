import { act, fireEvent, screen } from "@testing-library/react";
import { useState } from "react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { listenToKeys } from "~/lib/keys";
import { show } from "~/test/page";
import { SearchField } from "./search_field";

let stop: () => void;

beforeEach(() => {
  vi.useFakeTimers();
  stop = listenToKeys();
});

afterEach(() => {
  stop();
  vi.useRealTimers();
});

function Searching({ heard }: { heard: (words: string) => void }) {
  const [words, setWords] = useState("");
  const search = (next: string) => {
    heard(next);
    setWords(next);
  };
  return (
    <>
      <SearchField label="Search people" keysOf="People" value={words} onChange={search} />
      <button type="button" onClick={() => setWords("")}>
        Clear
      </button>
    </>
  );
}

const field = () => screen.getByRole("searchbox", { name: "Search people" });

function type(words: string): void {
  fireEvent.change(field(), { target: { value: words } });
}

test("words are asked for once, when one stops typing", () => {
  const heard = vi.fn();
  show(<Searching heard={heard} />);
  for (const words of ["b", "be", "ben"]) type(words);
  expect(heard).not.toHaveBeenCalled();
  act(() => vi.runAllTimers());
  expect(heard.mock.calls).toEqual([["ben"]]);
});

test("a space at the end stays for the next word, and asks for nothing", () => {
  const heard = vi.fn();
  show(<Searching heard={heard} />);
  type("ben");
  act(() => vi.runAllTimers());
  type("ben ");
  act(() => vi.runAllTimers());
  expect(field()).toHaveValue("ben ");
  expect(heard).toHaveBeenCalledTimes(1);
});

test("cleared from elsewhere it is empty", () => {
  show(<Searching heard={vi.fn()} />);
  type("ben");
  act(() => vi.runAllTimers());
  fireEvent.click(screen.getByRole("button", { name: "Clear" }));
  expect(field()).toHaveValue("");
});

test("/ leads to it", () => {
  show(<Searching heard={vi.fn()} />);
  fireEvent.keyDown(document.body, { key: "/" });
  expect(field()).toHaveFocus();
});
