import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test, vi } from "vitest";
import { api } from "~/lib/api/client";
import { show } from "~/test/page";
import { aTask } from "~/test/tasks";
import { InsightsPage } from ".";

const HOUR = 3_600_000;
const spread = { p50: 100, p90: 900, p99: 2000, max: 5000 };
const ended = { completed: 8, failed: 2, cancelled: 1, wait_ms: spread, duration_ms: spread };
const nothing = { completed: 0, failed: 0, cancelled: 0, wait_ms: null, duration_ms: null };

type Query = { from: string; to: string; bucket: "hour" | "day" };

/** Every bucket of the range holds the same. */
function stats({ from, to, bucket }: Query, tally: typeof ended | typeof nothing, complete = true) {
  const step = bucket === "hour" ? HOUR : 24 * HOUR;
  const buckets = [];
  for (let at = Date.parse(from); at < Date.parse(to); at += step)
    buckets.push({
      start: new Date(at).toISOString(),
      created: 12,
      throughput_per_hour: 1,
      ...tally,
    });
  const name = { name: "backup", runs: 11, last_finished_at: null, ...tally };
  return { counts: {}, buckets, names: tally.completed ? [name] : [], from, to, bucket, complete };
}

function answering(tally: typeof ended | typeof nothing, complete = true) {
  const started_at = "2026-11-20T14:00:00.000Z";
  const run = aTask({ status: "completed", started_at, duration_ms: 48_000 });
  return vi.spyOn(api, "GET").mockImplementation((async (
    path: string,
    { params }: { params: { query: Query } },
  ) => ({
    response: new Response(),
    data: path.endsWith("/stats")
      ? stats(params.query, tally, complete)
      : { tasks: [run], counts: { running: 3, cancelling: 1 }, next_cursor: null, has_more: false },
  })) as never);
}

beforeEach(() => {
  vi.useFakeTimers({ now: Date.parse("2026-11-20T12:30:00Z"), toFake: ["Date"] });
  return () => vi.useRealTimers();
});

test("every plot asks a question, and answers it in words too", async () => {
  answering(ended);
  show(<InsightsPage />, { path: "/insights" });
  expect(await screen.findByText(/^77 ended and 84 were created: 7 more than ended/)).toBeVisible();
  await screen.findByRole("figure", { name: "Is “backup” getting slower?" });
  for (const heading of screen.getAllByRole("heading", { level: 2 }))
    expect(heading).toHaveTextContent(/\?$/);
  expect(screen.getByText("Running now").parentElement).toHaveTextContent("4");
  expect(screen.getByText("Success rate").parentElement).toHaveTextContent("80 %");
});

test("where nothing ended it says so", async () => {
  answering(nothing);
  show(<InsightsPage />, { path: "/insights" });
  expect(await screen.findAllByText("Nothing ended in this time.")).toHaveLength(4);
});

test("says when not everything is counted yet", async () => {
  answering(ended, false);
  show(<InsightsPage />, { path: "/insights" });
  expect(await screen.findByText(/still being counted/)).toBeVisible();
});

test("the address says of which time; the time before is asked for as well", async () => {
  const asked = answering(ended);
  const { history } = show(<InsightsPage />, { path: "/insights?range=24h&kind=command" });
  await screen.findByText(/^Compared with .* the 24 hours before/);
  const calls = asked.mock.calls as unknown as [string, { params: { query: Query } }][];
  const queries = calls
    .filter(([path]) => path === "/api/v1/stats")
    .map(([, { params }]) => params.query);
  expect(queries).toContainEqual(expect.objectContaining({ bucket: "hour", kind: "command" }));
  const [now, earlier] = queries.filter((query) => query.bucket === "hour");
  expect(earlier?.to).toBe(now?.from);
  await userEvent.click(screen.getByRole("radio", { name: "30 d" }));
  expect(history?.at(-1)).toBe("/insights?range=30d");
});

test("days that make no range are told", async () => {
  show(<InsightsPage />, { path: "/insights?range=custom&from=2026-11-11&to=2026-11-10" });
  expect(await screen.findByText(/^Choose a first day/)).toBeVisible();
});
