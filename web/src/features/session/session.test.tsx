import { act, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Problem } from "~/lib/api/problem";
import { aMe, show } from "~/test/page";
import { Refused, type Sent, serve } from "~/test/server";
import { Gate, RegisterPage, SetupPage } from ".";
import { Refusal } from "./refusal";

vi.mock("~/lib/live", async (actual) => ({ ...(await actual<object>()), startLive: vi.fn() }));

const stranger = { me: null as never };

let ways: { setup_open: boolean; registration: string };
let login: (sent: Sent) => unknown;
let sent: Sent[];

beforeEach(() => {
  ways = { setup_open: false, registration: "closed" };
  login = () => ({ user: aMe() });
  sent = serve({
    "GET /api/v1/auth/ways": () => ways,
    "GET /api/v1/auth/me": () => aMe(),
    "POST /api/v1/auth/login": (one) => login(one),
    "POST /api/v1/auth/setup": () => ({ user: aMe() }),
    "POST /api/v1/auth/register": () => ({ user: aMe() }),
    "POST /api/v1/auth/logout": () => undefined,
  });
});

afterEach(() => vi.useRealTimers());

const posted = () => sent.filter((one) => one.call.startsWith("POST"));

function open(page: React.ReactNode, link: string, who: { me: never } | object = stranger) {
  window.history.replaceState(null, "", link);
  return show(page, { ...who, path: "/setup" });
}

async function fillIn() {
  await userEvent.type(await screen.findByRole("textbox", { name: "Name" }), "Ada");
  await userEvent.type(screen.getByRole("textbox", { name: "E-mail" }), "ada@example.org");
  await userEvent.type(screen.getByLabelText("Password"), "a long and quiet afternoon");
}

test("the way in leads to where one meant to go, and what is wrong is one message", async () => {
  login = () => new Refused(401, "wrong name or password");
  show(
    <Gate>
      <p>the task</p>
    </Gate>,
    stranger,
  );
  await userEvent.type(screen.getByRole("textbox", { name: "E-mail or user name" }), "ada");
  await userEvent.type(screen.getByLabelText("Password"), "wrong");
  await userEvent.click(screen.getByRole("button", { name: "Log in" }));
  expect(await screen.findByRole("alert")).toHaveTextContent("Wrong name or password");
  login = () => ({ user: aMe() });
  await userEvent.click(screen.getByRole("button", { name: "Log in" }));
  expect(await screen.findByText("the task")).toBeInTheDocument();
  expect(posted().at(-1)?.body).toEqual({ username: "ada", password: "wrong", cookie: true });
});

test("how long one has to wait is told, and counts down", () => {
  vi.useFakeTimers({ now: 1_000_000 });
  const tooMany = new Problem("Too many attempts", 429, "rate-limited", [], null, 65);
  show(<Refusal error={tooMany} at={1_000_000} />);
  expect(screen.getByRole("alert")).toHaveTextContent("Try again in 1m 05s.");
  act(() => vi.advanceTimersByTime(58_000));
  expect(screen.getByRole("alert")).toHaveTextContent("Try again in 7s.");
  act(() => vi.advanceTimersByTime(8_000));
  expect(screen.getByRole("alert")).toHaveTextContent("You may try again now.");
});

test("the key of the set-up link is used, and stays in no address", async () => {
  ways.setup_open = true;
  open(<SetupPage />, "/setup#k=the-key");
  await fillIn();
  expect(window.location.hash).toBe("");
  await userEvent.click(screen.getByRole("button", { name: "Set up" }));
  await expect.poll(posted).toMatchObject([{ body: { key: "the-key", email: "ada@example.org" } }]);
});

test("a set-up link that has done its work asks for nothing", async () => {
  open(<SetupPage />, "/setup#k=the-key");
  expect(await screen.findByRole("heading", { name: "Set up already" })).toBeInTheDocument();
  expect(screen.queryByRole("textbox")).toBeNull();
});

test("whoever is invited makes the account of the invite", async () => {
  const { history } = open(<SetupPage />, "/setup#i=tyi_once");
  await fillIn();
  await userEvent.click(screen.getByRole("button", { name: "Make account" }));
  await expect.poll(posted).toMatchObject([{ body: { invite: "tyi_once", name: "Ada" } }]);
  await expect.poll(() => history?.at(-1)).toBe("/");
});

test("who is signed in does not lose that by an invite they open", async () => {
  open(<SetupPage />, "/setup#i=tyi_once", { me: aMe({ name: "Ben" }) });
  expect(screen.getByRole("heading", { name: "You are signed in as Ben" })).toBeInTheDocument();
  await userEvent.click(screen.getByRole("button", { name: "Log out" }));
  expect(await screen.findByRole("heading", { name: "You are invited" })).toBeInTheDocument();
});

test("nobody registers where it takes an invitation", async () => {
  open(<RegisterPage />, "/register");
  expect(await screen.findByRole("heading", { name: "By invitation" })).toBeInTheDocument();
  expect(screen.queryByRole("textbox")).toBeNull();
});
