import { screen } from "@testing-library/react";
import { beforeEach, expect, test, vi } from "vitest";
import { api } from "~/lib/api/client";
import type { Task } from "~/lib/api/types";
import { show } from "~/test/page";
import { aTask } from "~/test/tasks";
import { Progress } from "./progress";

// It began 50 seconds ago, and usually takes 100.
const began = new Date(Date.now() - 50_000).toISOString();
const running = (change: Partial<Task> = {}) => aTask({ started_at: began, ...change });

beforeEach(() => {
  const names = [{ name: "backup", duration_ms: { p50: 100_000 } }];
  vi.spyOn(api, "GET").mockResolvedValue({
    data: { names },
    response: new Response(null),
  } as never);
});

function progress(fraction: number | null, source: string, text: string | null = null) {
  return running({ progress: { fraction, source, text } });
}

test("what the command says is believed", async () => {
  show(<Progress task={progress(0.5, "output", "file 31 of 62")} />);
  expect(await screen.findByRole("progressbar")).toHaveAttribute("aria-valuenow", "50");
  expect(screen.getByText(/^50 % · file 31 of 62 · 5\ds left, as the command says$/)).toBeVisible();
});

test("what was guessed says so", async () => {
  show(<Progress task={progress(0.5, "guess")} />);
  expect(await screen.findByText(/^~ 50 % · .* as we read its output$/)).toBeVisible();
});

test("without a word of its own its earlier runs are asked", async () => {
  show(<Progress task={running()} />);
  expect(await screen.findByText(/^~ 5\d % · .* by how long it usually takes$/)).toBeVisible();
});

test("a text alone is shown without a bar", async () => {
  show(<Progress task={{ ...progress(null, "output", "waiting"), name: "other" }} />);
  expect(await screen.findByText("waiting")).toBeVisible();
  expect(screen.queryByRole("progressbar")).toBeNull();
});

test("nothing is said of what has ended", () => {
  show(<Progress task={{ ...progress(0.5, "output"), status: "failed" }} />);
  expect(screen.queryByRole("progressbar")).toBeNull();
});
