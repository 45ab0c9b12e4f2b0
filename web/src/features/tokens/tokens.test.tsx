import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test } from "vitest";
import { aMe, show } from "~/test/page";
import { Refused, type Sent, serve } from "~/test/server";
import { TokensPage } from ".";
import { curlWith } from "./made_token";
import { isInUse } from "./revoke_button";
import { endOf } from "./token_life";
import type { Token } from "./tokens_query";

const NOW = Date.parse("2026-11-20T14:00:00.000Z");
const SECRET = "ty_only_this_once_wxyz";

let tokens: Token[];
let made: (sent: Sent) => unknown;
let sent: Sent[];

beforeEach(() => {
  tokens = [];
  made = ({ body }) => {
    const token = aToken({ ...(body as object), hint: "wxyz" });
    tokens = [token];
    return { ...token, token: SECRET };
  };
  sent = serve({
    "GET /api/v1/tokens": () => ({ tokens }),
    "POST /api/v1/tokens": (one) => made(one),
    "DELETE /api/v1/tokens/{token_id}": () => {
      tokens = [];
    },
  });
});

function aToken(change: Partial<Token> = {}): Token {
  return {
    id: "3",
    name: "backup",
    hint: "abcd",
    scopes: ["read", "run"],
    created_at: "2026-11-01T08:00:00.000Z",
    expires_at: null,
    last_used_at: null,
    last_used_from: null,
    ...change,
  };
}

const changes = () => sent.filter((one) => !one.call.startsWith("GET"));

async function make(name: string) {
  await userEvent.click(await screen.findByRole("button", { name: "New token" }));
  const dialog = within(await screen.findByRole("dialog"));
  await userEvent.type(dialog.getByRole("textbox", { name: "Name" }), name);
  await userEvent.click(dialog.getByRole("checkbox", { name: "Run" }));
  await userEvent.click(dialog.getByRole("button", { name: "Make token" }));
}

test("a token is shown once, with a line that uses it", async () => {
  show(<TokensPage />, { path: "/tokens" });
  await make("backup");
  expect(await screen.findByText(SECRET)).toBeInTheDocument();
  expect(screen.getByText(/^curl /)).toHaveTextContent(`Bearer ${SECRET}`);
  await userEvent.keyboard("{Escape}");
  await userEvent.click(screen.getByRole("button", { name: "I have copied it" }));
  expect(await screen.findByText("ty_…wxyz")).toBeInTheDocument();
  expect(document.body).not.toHaveTextContent(SECRET);
});

test("a token may what was chosen, and ends in 90 days unless something else was", async () => {
  show(<TokensPage />, { path: "/tokens" });
  await make("backup");
  await screen.findByText(SECRET);
  const body = changes()[0]?.body as { expires_at: string };
  expect(body).toMatchObject({ name: "backup", scopes: ["read", "run"] });
  expect((Date.parse(body.expires_at) - Date.now()) / 86_400_000).toBeCloseTo(90, 3);
});

test("what the server will not make is said at its field, and nothing is lost", async () => {
  const fault = { pointer: "/name", code: "name", detail: "takes 1 to 100 visible characters" };
  made = () => new Refused(422, "the request is not valid", [fault]);
  show(<TokensPage />, { path: "/tokens" });
  await make("backup");
  const name = screen.getByRole("textbox", { name: "Name" });
  await expect.poll(() => name).toHaveAccessibleDescription(/Takes 1 to 100 visible characters/);
  expect(name).toHaveValue("backup");
});

test("a viewer is not offered to run", async () => {
  show(<TokensPage />, { me: aMe({ role: "viewer" }), path: "/tokens" });
  await userEvent.click(await screen.findByRole("button", { name: "New token" }));
  const names = screen.getAllByRole("checkbox").map((box) => box.getAttribute("value"));
  expect(names).toEqual(["read", "admin"]);
});

test("a token that nobody uses is revoked at once", async () => {
  tokens = [aToken()];
  show(<TokensPage />, { path: "/tokens" });
  await userEvent.click(await screen.findByRole("button", { name: "Revoke backup" }));
  expect(screen.queryByRole("dialog")).toBeNull();
  await expect.poll(changes).toMatchObject([{ path: { token_id: "3" } }]);
});

test("a token that is in use is revoked when it is meant", async () => {
  const used = { last_used_at: new Date().toISOString(), last_used_from: "10.0.0.9" };
  tokens = [aToken(used)];
  show(<TokensPage />, { path: "/tokens" });
  await userEvent.click(await screen.findByRole("button", { name: "Revoke backup" }));
  const dialog = within(await screen.findByRole("dialog"));
  expect(dialog.getByText(/from 10\.0\.0\.9/)).toBeInTheDocument();
  expect(changes()).toEqual([]);
  await userEvent.click(dialog.getByRole("button", { name: "Revoke token" }));
  await expect.poll(changes).toHaveLength(1);
});

test("in use is what was used within a week", () => {
  expect(isInUse({ last_used_at: null }, NOW)).toBe(false);
  expect(isInUse({ last_used_at: "2026-11-14T14:00:00.000Z" }, NOW)).toBe(true);
  expect(isInUse({ last_used_at: "2026-11-13T13:59:00.000Z" }, NOW)).toBe(false);
});

test("the last day of a token counts as a whole", () => {
  expect(endOf("never", "", NOW)).toBeNull();
  expect(endOf("7", "", NOW)).toBe("2026-11-27T14:00:00.000Z");
  expect(endOf("day", "2026-12-31", NOW)).toBe(new Date(2027, 0, 1).toISOString());
});

test("the line does what the token may", () => {
  expect(curlWith({ token: "ty_x", scopes: ["run"] })).toContain('{"command":"echo hello"}');
  expect(curlWith({ token: "ty_x", scopes: ["read"] })).toMatch(/tasks \\\n {2}-H '[^']*'$/);
  expect(curlWith({ token: "ty_x", scopes: ["admin"] })).toContain("/api/v1/tokens");
});
