import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { listenToKeys, useKeys } from "~/lib/keys";
import { prefs } from "~/lib/prefs";
import { show } from "~/test/page";
import { ShortcutsHelp } from ".";
import { hideShortcuts } from "./shown";

let deafen = () => {};
beforeEach(() => {
  deafen = listenToKeys();
  prefs.letters.set(true);
});
afterEach(() => {
  deafen();
  hideShortcuts();
});

function Log() {
  useKeys("Log", [
    { keys: "w", label: "Wrap lines", run: () => undefined },
    { keys: "mod+f", label: "Search", run: () => undefined },
  ]);
  return null;
}

test("the question mark lists what works here", async () => {
  show(
    <>
      <ShortcutsHelp narrow={false} />
      <Log />
    </>,
  );
  await userEvent.keyboard("?");
  const dialog = await screen.findByRole("dialog", { name: "Keyboard shortcuts" });
  const headings = within(dialog).getAllByRole("heading", { level: 3 });
  expect(headings.map((heading) => heading.textContent)).toEqual(["Log", "Anywhere"]);
  expect(within(dialog).getByText("Wrap lines").parentElement).toHaveTextContent("Wrap linesw");
});

test("single keys can be switched off; what is not one stays", async () => {
  show(
    <>
      <ShortcutsHelp narrow={false} />
      <Log />
    </>,
  );
  await userEvent.click(screen.getByRole("button", { name: "Keyboard shortcuts" }));
  await userEvent.click(await screen.findByRole("switch", { name: /^Single-key shortcuts/ }));
  expect(prefs.letters.get()).toBe(false);
  expect(screen.queryByText("Wrap lines")).toBeNull();
  expect(screen.getByText("Search")).toBeVisible();
  await userEvent.keyboard("{Escape}");
  await vi.waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  await userEvent.keyboard("?");
  expect(screen.queryByRole("dialog")).toBeNull();
});
