import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test } from "vitest";
import type { User } from "~/lib/api/types";
import { aMe, show } from "~/test/page";
import { Refused, type Sent, serve } from "~/test/server";
import { PeoplePage } from ".";

const me = aMe({ id: "2", name: "Ben" });
const dag: User = { ...aMe({ id: "5", name: "Dag", email: "dag@example.org", role: "operator" }) };
const owner: User = { ...aMe({ id: "1", name: "root", email: null, username: null }) };

let people: User[];
let registration: string;
let patched: (sent: Sent) => unknown;
let sent: Sent[];

beforeEach(() => {
  people = [me, dag, owner];
  registration = "closed";
  patched = ({ body }) => ({ ...dag, ...(body as object) });
  sent = serve({
    "GET /api/v1/users": () => ({ users: people, next_cursor: null, has_more: false }),
    "GET /api/v1/users/{user_id}": ({ path }) => people.find((one) => one.id === path.user_id),
    "GET /api/v1/tasks": () => ({ tasks: [], counts: { pending: 2, in_progress: 1 } }),
    "GET /api/v1/auth/ways": () => ({ setup_open: false, registration }),
    "GET /api/v1/invites": () => ({ invites: [] }),
    "POST /api/v1/invites": ({ body }) => ({
      id: "9",
      ...(body as object),
      created_by: { id: "2", name: "Ben" },
      created_at: "2026-11-20T14:00:00.000Z",
      expires_at: "2026-11-27T14:00:00.000Z",
      link: "http://yard.example/setup#i=tyi_once",
      secret: "tyi_once",
    }),
    "PATCH /api/v1/users/{user_id}": (one) => patched(one),
    "DELETE /api/v1/users/{user_id}": () => undefined,
  });
});

const changes = () => sent.filter((one) => !one.call.startsWith("GET"));

async function choose(verb: string, name = "Dag") {
  await userEvent.click(await screen.findByRole("button", { name: `Actions for ${name}` }));
  await userEvent.click(await screen.findByRole("menuitem", { name: verb }));
  return await screen.findByRole("dialog");
}

test("a role is changed to the one that was chosen", async () => {
  show(<PeoplePage />, { me, path: "/users" });
  const dialog = within(await choose("Change role"));
  expect(dialog.getByRole("radio", { name: "Operator" })).toBeChecked();
  await userEvent.click(dialog.getByRole("radio", { name: "Admin" }));
  expect(dialog.queryByText(/Signs them out/)).toBeNull();
  await userEvent.click(dialog.getByRole("button", { name: "Make Admin" }));
  await expect.poll(changes).toMatchObject([{ path: { user_id: "5" }, body: { role: "admin" } }]);
});

test("that a lesser role signs somebody out is said before", async () => {
  show(<PeoplePage />, { me, path: "/users" });
  const dialog = within(await choose("Change role"));
  await userEvent.click(dialog.getByRole("radio", { name: "User" }));
  expect(dialog.getByText("Signs them out at once")).toBeInTheDocument();
  expect(changes()).toEqual([]);
});

test("a role that was refused stays as it is, and the dialog says why", async () => {
  patched = () => new Refused(409, "this is the only administrator: make another one first");
  show(<PeoplePage />, { me, path: "/users" });
  const dialog = within(await choose("Change role"));
  await userEvent.click(dialog.getByRole("radio", { name: "Viewer" }));
  await userEvent.click(dialog.getByRole("button", { name: "Make Viewer" }));
  expect(await dialog.findByRole("alert")).toHaveTextContent("This is the only administrator");
});

test("disabling tells of the tasks that would be left, and is one request", async () => {
  show(<PeoplePage />, { me, path: "/users" });
  const dialog = within(await choose("Disable"));
  expect(await dialog.findByText("3 open tasks would be left undone")).toBeInTheDocument();
  expect(dialog.getByRole("link", { name: /Give them/ })).toHaveAttribute(
    "href",
    "/?q=assigned:5+status:pending,in_progress",
  );
  await userEvent.click(dialog.getByRole("button", { name: "Disable" }));
  await expect.poll(changes).toMatchObject([{ path: { user_id: "5" }, body: { disabled: true } }]);
});

test("closing a dialog changes nothing", async () => {
  show(<PeoplePage />, { me, path: "/users" });
  const dialog = within(await choose("Delete"));
  await userEvent.click(dialog.getByRole("button", { name: "Keep the account" }));
  expect(screen.queryByRole("dialog")).toBeNull();
  expect(changes()).toEqual([]);
});

test("one cannot disable or delete oneself, nor touch the owner of the machine", async () => {
  show(<PeoplePage />, { me, path: "/users" });
  await userEvent.click(await screen.findByRole("button", { name: "Actions for Ben" }));
  const items = await screen.findAllByRole("menuitem");
  expect(items.map((item) => item.textContent)).toEqual(["Your profile", "Change role"]);
  expect(screen.queryByRole("button", { name: "Actions for root" })).toBeNull();
});

test("an invite's link is shown once, and not closed by accident", async () => {
  show(<PeoplePage />, { me, path: "/users" });
  await userEvent.click(await screen.findByRole("button", { name: "Invite" }));
  const asking = within(await screen.findByRole("dialog"));
  await userEvent.type(asking.getByRole("textbox", { name: "E-mail" }), "dag@example.org");
  await userEvent.click(asking.getByRole("radio", { name: "Operator" }));
  await userEvent.click(asking.getByRole("button", { name: "Make the link" }));
  expect(await screen.findByText("http://yard.example/setup#i=tyi_once")).toBeInTheDocument();
  expect(changes()).toMatchObject([{ body: { email: "dag@example.org", role: "operator" } }]);
  await userEvent.keyboard("{Escape}");
  await userEvent.click(screen.getByRole("button", { name: "I have copied it" }));
  expect(screen.queryByText(/tyi_once/)).toBeNull();
});

test("who does not administer is offered nothing that would be refused", async () => {
  const user = aMe({ id: "7", role: "user" });
  people = [{ ...dag, email: null, total_tasks_assigned: null, disabled: null, version: null }];
  show(<PeoplePage />, { me: user, path: "/users" });
  expect(await screen.findByRole("link", { name: "Dag" })).toBeInTheDocument();
  expect(screen.getAllByRole("columnheader").map((head) => head.textContent)).toEqual([
    "Name",
    "Role",
    "Tasks",
  ]);
  expect(screen.queryByRole("button", { name: /Actions|Add|Invite/ })).toBeNull();
  expect(screen.queryByRole("combobox", { name: "Accounts" })).toBeNull();
});

test("where registration is by invite, users invite users, and viewers nobody", async () => {
  registration = "invite";
  show(<PeoplePage />, { me: aMe({ id: "7", role: "user" }), path: "/users" });
  await userEvent.click(await screen.findByRole("button", { name: "Invite" }));
  expect(within(await screen.findByRole("dialog")).queryByRole("radio")).toBeNull();
});

test("viewers are not asked for invites they may not see", async () => {
  registration = "invite";
  show(<PeoplePage />, { me: aMe({ id: "7", role: "viewer" }), path: "/users" });
  await screen.findByRole("link", { name: "Dag" });
  expect(screen.queryByRole("tab", { name: "Open invites" })).toBeNull();
  expect(screen.queryByRole("button", { name: "Invite" })).toBeNull();
});

test("the list is what the address asks for", async () => {
  show(<PeoplePage />, {
    me,
    path: "/users?q=dag&role=operator&account=disabled&order=-created_at",
  });
  await screen.findByRole("link", { name: "Dag" });
  expect(sent.find((one) => one.call === "GET /api/v1/users")?.query).toEqual({
    limit: 50,
    q: "dag",
    role: ["operator"],
    disabled: true,
    order_by: "-created_at",
  });
});

test("a name leads to who it is, with their numbers", async () => {
  show(<PeoplePage />, { me, path: "/users?person=5" });
  const drawer = within(await screen.findByRole("dialog", { name: "Dag" }));
  expect(drawer.getByText("dag@example.org")).toBeInTheDocument();
  expect(await drawer.findByText("To do")).toBeInTheDocument();
  expect(drawer.getByRole("link", { name: "What they did" })).toHaveAttribute(
    "href",
    "/audit?actor=5",
  );
});

test("the escape key closes the dialog, and leaves open what it was opened from", async () => {
  show(<PeoplePage />, { me, path: "/users?person=5" });
  const panel = within(await screen.findByRole("dialog", { name: "Dag" }));
  await userEvent.click(await panel.findByRole("button", { name: "Disable" }));
  await screen.findByRole("dialog", { name: "Disable Dag?" });
  await userEvent.keyboard("{Escape}");
  await expect.poll(() => screen.queryByRole("dialog", { name: "Disable Dag?" })).toBeNull();
  expect(screen.getByRole("dialog", { name: "Dag" })).toBeInTheDocument();
});
