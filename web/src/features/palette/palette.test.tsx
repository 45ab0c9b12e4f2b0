import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { listenToKeys } from "~/lib/keys";
import { prefs } from "~/lib/prefs";
import { aMe, show } from "~/test/page";
import { aTask } from "~/test/tasks";
import { Palette } from ".";
import { recent } from "./recent";

// What is loaded lazily takes its time the first time.
beforeAll(() => import("./palette_dialog"), 20_000);

let deafen = () => {};
beforeEach(() => {
  deafen = listenToKeys();
  recent.set([]);
  prefs.theme.set("auto");
});
afterEach(() => deafen());

async function opened(options?: Parameters<typeof show>[1]) {
  const shown = show(<Palette />, options);
  shown.client.setQueryData(["users", "palette", "back"], []);
  shown.client.setQueryData(["tasks", "palette", "back"], [aTask(), aTask({ id: "7" })]);
  await userEvent.keyboard("{Control>}k{/Control}");
  const field = await screen.findByRole("combobox", { name: "Search or jump to" });
  await vi.waitFor(() => expect(field).toHaveFocus());
  return { ...shown, field };
}

function options(): (string | null)[] {
  return screen.queryAllByRole("option").map((option) => option.textContent);
}

test("Enter does what is found first, and it is the first one next time", async () => {
  const { field } = await opened();
  await userEvent.type(field, ">dark{Enter}");
  expect(prefs.theme.get()).toBe("dark");
  await vi.waitFor(() => expect(screen.queryByRole("combobox")).toBeNull());
  prefs.theme.set("auto");
  await userEvent.keyboard("{Control>}k{/Control}");
  const last = await screen.findByRole("group", { name: "Recent" });
  expect(within(last).getByRole("option")).toHaveTextContent("Theme: dark");
});

test("arrows choose among the tasks that the server finds", async () => {
  const { field, history } = await opened();
  await userEvent.type(field, "#back");
  await vi.waitFor(() => expect(options()).toHaveLength(2));
  await userEvent.keyboard("{ArrowDown}");
  const second = screen.getByRole("option", { selected: true });
  expect(second).toHaveTextContent("#7 backup");
  expect(field).toHaveAttribute("aria-activedescendant", second.id);
  await userEvent.keyboard("{Enter}");
  expect(history?.at(-1)).toBe("/tasks/7");
});

test("everything works by mouse as well", async () => {
  const { history } = await opened();
  await userEvent.click(screen.getByRole("button", { name: "Actions" }));
  expect(screen.getByRole("combobox")).toHaveValue(">");
  await userEvent.click(screen.getByRole("option", { name: /Go to Insights/ }));
  expect(history?.at(-1)).toBe("/insights");
});

test("offers nothing that would be refused", async () => {
  await opened({ me: aMe({ role: "viewer" }) });
  expect(options().join()).toContain("Go to Tasks");
  expect(options().join()).not.toMatch(/New task|Audit log/);
});

test("the task that is looked at comes first", async () => {
  const shown = show(<Palette />, { path: "/tasks/1042" });
  shown.client.setQueryData(["task", "1042"], aTask());
  await userEvent.click(screen.getByRole("button", { name: "Search or jump to…" }));
  const here = await screen.findByRole("group", { name: "This task" });
  expect(within(here).getAllByRole("option")[0]).toHaveTextContent("Cancel #1042 backup");
});

test("what one person chose is not shown to another", async () => {
  recent.set([{ who: "9", id: "task 5", label: "#5 secret" }]);
  await opened();
  expect(options().join()).not.toContain("secret");
});

test("says so when nothing is found", async () => {
  const { field } = await opened();
  await userEvent.type(field, ">zzz");
  expect(screen.getByText("Nothing matches “>zzz”.")).toBeVisible();
  expect(field).toHaveAttribute("aria-expanded", "false");
});
