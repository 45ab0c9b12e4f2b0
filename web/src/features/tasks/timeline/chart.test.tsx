import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test, vi } from "vitest";
import { show } from "~/test/page";
import { aTask } from "~/test/tasks";
import { Chart } from "./chart";
import { rowsOf } from "./intervals";

const from = Date.parse("2026-11-20T14:00:00Z");
const window = { from, to: from + 600_000 };

function ran(id: string, name: string, minute: number) {
  const at = (m: number) => new Date(from + m * 60_000).toISOString();
  return aTask({
    id,
    name,
    status: "completed",
    queued_at: at(minute),
    started_at: at(minute),
    finished_at: at(minute + 1),
  });
}

test("all bars are one stop of the Tab key; the arrows go on from there, Enter peeks", async () => {
  const tasks = [ran("1", "build", 1), ran("2", "build", 4), ran("3", "test", 5)];
  const peek = vi.fn();
  show(
    <Chart rows={rowsOf(tasks, window.from, window.to)} window={window} zone="utc" peek={peek} />,
  );
  await userEvent.tab();
  expect(screen.getByRole("button", { name: /^#3 test/ })).toHaveFocus();
  await userEvent.keyboard("{ArrowDown}");
  expect(screen.getByRole("button", { name: /^#2 build/ })).toHaveFocus();
  await userEvent.keyboard("{ArrowLeft}{ArrowLeft}");
  expect(screen.getByRole("button", { name: /^#1 build/ })).toHaveFocus();
  await userEvent.keyboard("{End}{Enter}");
  expect(peek).toHaveBeenCalledWith("2");
  await userEvent.tab();
  expect(document.body).toHaveFocus();
});

test("a bar says in words what it shows", () => {
  const rows = rowsOf([ran("1", "build", 1)], window.from, window.to);
  show(<Chart rows={rows} window={window} zone="utc" peek={() => undefined} />);
  expect(screen.getByRole("button")).toHaveAccessibleName(
    "#1 build, Completed, waited 0ms, ran 1m 00s from 14:01:00",
  );
});
