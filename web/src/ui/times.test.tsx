import { act, screen } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { show } from "~/test/page";
import { aTask } from "~/test/tasks";
import { RunTime } from "./times";

const started_at = "2026-11-20T14:00:00.000Z";

beforeEach(() => {
  vi.useFakeTimers({ now: Date.parse(started_at) + 60_000 });
});

afterEach(() => {
  vi.useRealTimers();
});

test("the time of a lost task stands still at its end", () => {
  const finished_at = "2026-11-20T14:00:12.000Z";
  show(<RunTime task={aTask({ status: "failed", started_at, finished_at })} />);
  act(() => void vi.advanceTimersByTime(5_000));
  expect(screen.getByText("12s")).toBeInTheDocument();
});

test("the time of what runs goes on", () => {
  show(<RunTime task={aTask({ started_at })} />);
  act(() => void vi.advanceTimersByTime(5_000));
  expect(screen.getByText("1m 05s")).toBeInTheDocument();
});
