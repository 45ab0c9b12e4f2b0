import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, expect, test } from "vitest";
import { prefs } from "~/lib/prefs";
import { aMe, show } from "~/test/page";
import { type Sent, serve } from "~/test/server";
import { SettingsNav, SettingsPage } from ".";
import type { Setting } from "./settings_query";

const slots: Setting = {
  name: "slots",
  section: "Commands",
  variables: ["TASKYARD_SLOTS"],
  description: "Commands that may run at once; `0` is none.",
  value: "16",
  default: "8",
  secret: false,
  set: true,
  source: "environment",
  set_by: "TASKYARD_SLOTS",
  restart: true,
};
const shell: Setting = {
  ...slots,
  name: "shell",
  variables: ["TASKYARD_SHELL"],
  description: "What runs a command.",
  value: "/bin/sh",
  default: "/bin/sh",
  source: "default",
  set_by: null,
};
const key: Setting = {
  ...slots,
  name: "secret_key",
  section: "People",
  variables: ["TASKYARD_SECRET_KEY", "SECRET_KEY"],
  description: "What access tokens are signed with.",
  // The server never sends it; if it did, it would still not be shown.
  value: "hunter2hunter2",
  default: null,
  secret: true,
  source: "file",
  set_by: "SECRET_KEY",
};

let settings: Setting[];
let sent: Sent[];

beforeEach(() => {
  settings = [key, slots, shell];
  sent = serve({
    "GET /api/v1/settings": () => ({ settings }),
    "GET /api/v1/version": () => ({ name: "taskyard", version: "1.2.3", api: "v1" }),
    "GET /readyz": () => ({ ready: true, checks: {} }),
    "POST /api/v1/auth/rotate-key": () => undefined,
  });
});

afterEach(() => window.localStorage.clear());

const row = (name: string) => screen.getByRole("row", { name: new RegExp(name) });

test("a secret is told to be set, and not what it is", async () => {
  show(<SettingsPage id="server" />, { path: "/settings/server" });
  expect(await screen.findByText("Set; not shown")).toBeInTheDocument();
  expect(document.body).not.toHaveTextContent("hunter2");
  expect(row("SECRET_KEY")).toHaveTextContent(".env: SECRET_KEY");
});

test("a setting tells its value, its default, and who set it", async () => {
  show(<SettingsPage id="server" />, { path: "/settings/server" });
  expect(await screen.findByText("Default: 8")).toBeInTheDocument();
  const cells = within(row("TASKYARD_SLOTS")).getAllByRole("cell");
  expect(cells.map((cell) => cell.textContent)).toEqual(["16Default: 8", "TASKYARD_SLOTS"]);
  expect(row("TASKYARD_SHELL")).toHaveTextContent("/bin/shDefault");
});

test("settings are found by their words, and by being set", async () => {
  show(<SettingsPage id="server" />, { path: "/settings/server?q=commands+run" });
  await screen.findByText("TASKYARD_SHELL");
  expect(screen.getAllByRole("rowheader")).toHaveLength(2);
});

test("nobody has set a default", async () => {
  show(<SettingsPage id="server" />, { path: "/settings/server?set=1" });
  await screen.findByText("Default: 8");
  expect(screen.getAllByRole("rowheader")).toHaveLength(2);
  expect(screen.queryByText("TASKYARD_SHELL")).toBeNull();
});

test("a key that is a setting is not offered to be rotated", async () => {
  show(<SettingsPage id="security" />, { path: "/settings/security" });
  expect(await screen.findByText(/has been given its key/)).toBeInTheDocument();
  expect(screen.queryByRole("button", { name: "Rotate key" })).toBeNull();
});

test("a key is rotated when it was said what that does", async () => {
  settings = [{ ...key, value: null, set: false, source: "default", set_by: null }];
  show(<SettingsPage id="security" />, { path: "/settings/security" });
  await userEvent.click(await screen.findByRole("button", { name: "Rotate key" }));
  const dialog = within(await screen.findByRole("dialog"));
  expect(dialog.getByText(/Nobody is signed out/)).toBeInTheDocument();
  await userEvent.click(dialog.getByRole("button", { name: "Rotate key" }));
  await expect.poll(() => sent.map((one) => one.call)).toContain("POST /api/v1/auth/rotate-key");
});

test("what is for administrators is neither shown to others nor asked for", () => {
  show(<SettingsPage id="server" />, { me: aMe({ role: "operator" }), path: "/settings/server" });
  expect(screen.getByText("Only administrators see this.")).toBeInTheDocument();
  expect(sent).toEqual([]);
});

test.each([
  ["admin", ["Appearance", "Profile", "API tokens", "Server", "Security", "Audit log", "About"]],
  ["viewer", ["Appearance", "Profile", "API tokens", "About"]],
] as const)("the navigation of a %s has what they may see", (role, labels) => {
  show(<SettingsNav />, { me: aMe({ role }), path: "/profile" });
  const links = screen.getAllByRole("link");
  expect(links.map((link) => link.textContent)).toEqual(labels);
  expect(screen.getByRole("link", { current: "page" })).toHaveTextContent("Profile");
});

test("what was chosen is kept in this browser", async () => {
  show(<SettingsPage id="" />, { path: "/settings" });
  await userEvent.click(screen.getByRole("switch", { name: "Single keys do things" }));
  await userEvent.click(screen.getByRole("radio", { name: "UTC" }));
  expect(prefs.letters.get()).toBe(false);
  expect(prefs.times.get()).toBe("utc");
});

test("who may not read the metrics has no link to them", async () => {
  show(<SettingsPage id="about" />, { me: aMe({ role: "user" }), path: "/settings/about" });
  expect(await screen.findByText("Taskyard 1.2.3")).toBeInTheDocument();
  expect(screen.queryByRole("link", { name: "Metrics" })).toBeNull();
});
