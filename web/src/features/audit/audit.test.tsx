import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test } from "vitest";
import { aMe, show } from "~/test/page";
import { type Sent, serve } from "~/test/server";
import { AuditPage } from ".";
import { type Entry, exportUrl, filtersOf } from "./audit_query";
import { detailSaid } from "./details";

const entry: Entry = {
  id: "14",
  at: "2026-11-20T11:02:47.894Z",
  actor: { id: "2", name: "Amina" },
  via: "session:5",
  address: "10.0.0.9",
  action: "user.change",
  outcome: "ok",
  target: "user:7",
  details: { role: { before: "user", after: "operator" } },
  hash: "ff".repeat(32),
  previous: "00".repeat(32),
};
const refused: Entry = {
  ...entry,
  id: "15",
  actor: null,
  action: "session.begin",
  outcome: "refused",
  target: null,
  details: { email: "x@example.org" },
};

let broken: string | null;
let sent: Sent[];

beforeEach(() => {
  broken = null;
  sent = serve({
    "GET /api/v1/audit": ({ query }) =>
      query.cursor === "older"
        ? { entries: [{ ...entry, id: "3" }], next_cursor: null, has_more: false }
        : { entries: [refused, entry], next_cursor: "older", has_more: true },
    "GET /api/v1/audit/check": () => ({ intact: broken === null, first_broken: broken }),
    "GET /api/v1/users": () => ({ users: [], next_cursor: null, has_more: false }),
    "GET /api/v1/users/{user_id}": () => aMe({ id: "2", name: "Amina" }),
  });
});

const queries = () =>
  sent.filter((one) => one.call === "GET /api/v1/audit").map((one) => one.query);

test("an entry says who did what to what, and from where", async () => {
  show(<AuditPage />, { path: "/audit" });
  const row = within(await screen.findByRole("row", { name: /Changed an account/ }));
  expect(row.getByRole("link", { name: "Amina" })).toHaveAttribute("href", "/audit?actor=2");
  expect(row.getByRole("link", { name: "Person #7" })).toHaveAttribute("href", "/users?person=7");
  expect(row.getByText("10.0.0.9")).toBeInTheDocument();
  const stranger = within(screen.getByRole("row", { name: /Signed in/ }));
  expect(stranger.getByText("Refused")).toBeInTheDocument();
  expect(stranger.getByText("Not signed in")).toBeInTheDocument();
});

test("the filters of the address are those of the question and of the export", async () => {
  show(<AuditPage />, { path: "/audit?actor=2&action=user.change&outcome=ok&target=user:7" });
  await screen.findByRole("row", { name: /Changed an account/ });
  const asked = { actor: "2", action: "user.change", outcome: "ok", target: "user:7" };
  expect(queries()[0]).toEqual({ ...asked, limit: 100 });
  const link = screen.getByRole<HTMLAnchorElement>("link", { name: "Export as JSON lines" });
  const wanted = Object.fromEntries(new URL(link.href).searchParams);
  expect(wanted).toEqual({ ...asked, format: "ndjson" });
});

test("more is what comes after", async () => {
  show(<AuditPage />, { path: "/audit" });
  await userEvent.click(await screen.findByRole("button", { name: "Show more" }));
  expect(await screen.findAllByRole("row", { name: /Changed an account/ })).toHaveLength(2);
  expect(queries().at(-1)).toMatchObject({ cursor: "older" });
  expect(screen.queryByRole("button", { name: "Show more" })).toBeNull();
});

test("an entry that is further back is looked for there", async () => {
  show(<AuditPage />, { path: "/audit?entry=3" });
  const drawer = within(await screen.findByRole("dialog"));
  await userEvent.click(drawer.getByRole("button", { name: "Look further back" }));
  expect(await drawer.findByText("user → operator")).toBeInTheDocument();
});

test("that the log is whole is not said to be more than it is", async () => {
  show(<AuditPage />, { path: "/audit" });
  await userEvent.click(await screen.findByRole("button", { name: "Check that it is whole" }));
  expect(await screen.findByText(/^Yes/)).toBeInTheDocument();
  expect(screen.getByText(/cannot show whether the newest were\s+cut off/)).toBeInTheDocument();
});

test("where the log is broken is said", async () => {
  broken = "12";
  show(<AuditPage />, { path: "/audit" });
  await userEvent.click(await screen.findByRole("button", { name: "Check that it is whole" }));
  expect(await screen.findByText("No: it is broken at entry #12")).toBeInTheDocument();
});

test("who may not read the log does not ask for it", () => {
  show(<AuditPage />, { me: aMe({ role: "operator" }), path: "/audit" });
  expect(screen.getByText(/Only administrators/)).toBeInTheDocument();
  expect(sent).toEqual([]);
});

test("days begin in the zone that times are told in", () => {
  const query = new URLSearchParams("after=2026-11-20&before=2026-11-21&outcome=maybe&actor=");
  expect(filtersOf(query, "utc")).toEqual({
    after: "2026-11-20T00:00:00.000Z",
    before: "2026-11-21T00:00:00.000Z",
  });
  expect(filtersOf(query, "local").after).toBe(new Date(2026, 10, 20).toISOString());
  expect(filtersOf(new URLSearchParams("after=yesterday"), "utc")).toEqual({ after: "yesterday" });
});

test("an export has its address encoded", () => {
  expect(exportUrl({ target: "user:7 & more" })).toBe(
    "/api/v1/audit?target=user%3A7+%26+more&format=ndjson",
  );
});

test.each([
  [{ before: false, after: true }, "no → yes"],
  [{ before: null, after: "ada" }, "none → ada"],
  [["name", "tags"], "name, tags"],
  ["changed", "changed"],
  [{ some: 1 }, '{"some":1}'],
])("a detail is said in words", (value, said) => {
  expect(detailSaid(value)).toBe(said);
});
