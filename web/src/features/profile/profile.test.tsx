import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test } from "vitest";
import { aMe, show } from "~/test/page";
import { Refused, type Sent, serve } from "~/test/server";
import { ProfilePage } from ".";

const me = aMe({ name: "Ada", email: "ada@example.org", username: null });
const FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0";

let sessions: { id: string; agent: string; current: boolean }[];
let patched: (sent: Sent) => unknown;
let sent: Sent[];

beforeEach(() => {
  sessions = [
    { id: "9", agent: FIREFOX, current: true },
    { id: "8", agent: "curl/8.14.1", current: false },
    { id: "7", agent: "Python-urllib/3.13", current: false },
  ];
  patched = ({ body }) => ({ ...me, ...(body as object) });
  sent = serve({
    "GET /api/v1/auth/sessions": () => ({
      sessions: sessions.map((one) => ({
        ...one,
        kind: "cookie",
        created_at: "2026-11-01T08:00:00.000Z",
        last_used_at: "2026-11-01T08:00:00.000Z",
        expires_at: "2026-12-01T08:00:00.000Z",
        address: "10.0.0.9",
      })),
    }),
    "DELETE /api/v1/auth/sessions/{session_id}": ({ path }) => {
      sessions = sessions.filter((one) => one.id !== path.session_id);
    },
    "PATCH /api/v1/auth/me": (one) => patched(one),
  });
});

const changes = () => sent.filter((one) => !one.call.startsWith("GET"));
const account = () => within(screen.getByRole("form", { name: "Account" }));

test("another name is sent alone, without a password", async () => {
  show(<ProfilePage />, { me, path: "/profile" });
  expect(account().getByRole("button", { name: "Save" })).toBeDisabled();
  await userEvent.type(account().getByRole("textbox", { name: "Name" }), " Lovelace");
  expect(account().queryByLabelText("Current password")).toBeNull();
  await userEvent.click(account().getByRole("button", { name: "Save" }));
  await expect.poll(changes).toMatchObject([{ body: { name: "Ada Lovelace" } }]);
  expect(account().getByRole("button", { name: "Save" })).toBeDisabled();
});

test("another user name takes the current password", async () => {
  show(<ProfilePage />, { me, path: "/profile" });
  await userEvent.type(account().getByRole("textbox", { name: "User name" }), "ada");
  await userEvent.type(account().getByLabelText("Current password"), "an old one");
  await userEvent.click(account().getByRole("button", { name: "Save" }));
  await expect
    .poll(changes)
    .toMatchObject([{ body: { username: "ada", current_password: "an old one" } }]);
});

test("a wrong password changes nothing, and is said", async () => {
  patched = () => new Refused(403, "the current password is not right");
  show(<ProfilePage />, { me, path: "/profile" });
  const form = within(screen.getByRole("form", { name: "Password" }));
  await userEvent.type(form.getByLabelText("Current password"), "a wrong one");
  await userEvent.type(form.getByLabelText("New password"), "a long and quiet evening");
  await userEvent.click(form.getByRole("button", { name: "Change password" }));
  expect(await form.findByRole("alert")).toHaveTextContent("The current password is not right");
  expect(form.getByLabelText("New password")).toHaveValue("a long and quiet evening");
});

test("what a new password ends is said before, and the fields are empty after", async () => {
  show(<ProfilePage />, { me, path: "/profile" });
  const form = within(screen.getByRole("form", { name: "Password" }));
  expect(form.getByText(/all your API tokens/)).toBeInTheDocument();
  await userEvent.type(form.getByLabelText("Current password"), "an old one");
  await userEvent.type(form.getByLabelText("New password"), "a long and quiet evening");
  await userEvent.click(form.getByRole("button", { name: "Change password" }));
  await expect.poll(() => form.getByLabelText("New password")).toHaveValue("");
  expect(changes()).toMatchObject([
    { body: { password: "a long and quiet evening", current_password: "an old one" } },
  ]);
});

test("this session is marked, and the others can be ended at once", async () => {
  show(<ProfilePage />, { me, path: "/profile" });
  const here = await screen.findByRole("row", { name: /Firefox on Linux/ });
  expect(here).toHaveTextContent("This one");
  expect(within(here).queryByRole("button")).toBeNull();
  await userEvent.click(screen.getByRole("button", { name: "End all others" }));
  await expect.poll(() => changes().map((one) => one.path.session_id)).toEqual(["8", "7"]);
  await expect.poll(() => screen.queryByRole("row", { name: /curl/ })).toBeNull();
});

test("one session is ended alone", async () => {
  show(<ProfilePage />, { me, path: "/profile" });
  await userEvent.click(await screen.findByRole("button", { name: "End the session of curl" }));
  await expect.poll(() => changes().map((one) => one.path.session_id)).toEqual(["8"]);
});

test("the focus of a button that went with its session is on the heading", async () => {
  show(<ProfilePage />, { me, path: "/profile" });
  await userEvent.click(await screen.findByRole("button", { name: "End the session of curl" }));
  await expect.poll(() => screen.queryByRole("row", { name: /curl/ })).toBeNull();
  expect(screen.getByRole("heading", { name: "Where you are signed in" })).toHaveFocus();
});
