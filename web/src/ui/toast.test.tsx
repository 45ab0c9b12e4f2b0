import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test, vi } from "vitest";
import { show } from "~/test/page";
import { told, undoLast } from "./toast";

test("what was done last is undone first, once", async () => {
  const [first, second] = [vi.fn(), vi.fn()];
  show(<p>the page</p>);
  told("done first", { run: first });
  told("to look at", { label: "View Logs", run: vi.fn() });
  told("done second", { run: second });
  undoLast();
  expect([first.mock.calls.length, second.mock.calls.length]).toEqual([0, 1]);
  await vi.waitFor(() => expect(screen.queryByText("done second")).toBeNull());
  undoLast();
  await vi.waitFor(() => expect(screen.queryByText("done first")).toBeNull());
  expect([first.mock.calls.length, second.mock.calls.length]).toEqual([1, 1]);
  undoLast();
  expect(await screen.findByText("There is nothing to undo")).toBeInTheDocument();
  expect([first.mock.calls.length, second.mock.calls.length]).toEqual([1, 1]);
});

test("what is no longer offered cannot be undone", async () => {
  const undo = vi.fn();
  show(<p>the page</p>);
  told("done", { run: undo });
  const toast = (await screen.findByText("done")).closest("[role=status]") as HTMLElement;
  const [, close] = within(toast).getAllByRole("button", { hidden: true });
  await userEvent.click(close as HTMLElement);
  await vi.waitFor(() => expect(screen.queryByText("done")).toBeNull());
  undoLast();
  expect(undo).not.toHaveBeenCalled();
});
