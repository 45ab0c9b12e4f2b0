import { act, screen } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { aMe, show } from "~/test/page";
import { aTask } from "~/test/tasks";
import { Stopping } from "./stopping";

const asked = "2026-11-20T14:00:00.000Z";
const task = aTask({ status: "cancelling", updated_at: asked, grace_ms: 10_000 });

beforeEach(() => {
  vi.useFakeTimers({ now: Date.parse(asked) + 2_000 });
});

afterEach(() => {
  vi.useRealTimers();
});

test("it counts down to what will be done, and offers to do it now", () => {
  show(<Stopping task={task} />);
  act(() => void vi.advanceTimersByTime(1_000));
  expect(screen.getByText("SIGKILL in 7 s.")).toBeInTheDocument();
  expect(screen.getByRole("button", { name: "Kill now" })).toBeInTheDocument();
  act(() => void vi.advanceTimersByTime(8_000));
  expect(screen.getByRole("status")).toHaveTextContent("SIGKILL sent.");
  expect(screen.queryByRole("button")).toBeNull();
});

test("who may only look is not offered to kill it", () => {
  show(<Stopping task={task} />, { me: aMe({ role: "viewer" }) });
  expect(screen.queryByRole("button")).toBeNull();
});
