import { act, fireEvent, screen } from "@testing-library/react";
import { useState } from "react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type Actions, PrimaryAction } from "~/features/actions";
import * as verbs from "~/features/actions/verbs";
import type { Task } from "~/lib/api/types";
import type { Rights } from "~/lib/session";
import { show } from "~/test/page";
import { aTask } from "~/test/tasks";
import { Doing, RowActions } from "./row_actions";

vi.mock("~/features/actions/verbs");

const cancel = vi.fn(async () => undefined);
const rerun = vi.fn(async () => undefined);
const doing = {
  actions: { cancel, rerun } as unknown as Actions,
  rights: { control: () => true } as unknown as Rights,
};

let put: (task: Task) => void = () => undefined;

function Row() {
  const [task, setTask] = useState(aTask());
  put = setTask;
  return (
    <Doing value={doing}>
      <RowActions task={task} />
    </Doing>
  );
}

function Peeked() {
  const [task, setTask] = useState(aTask());
  put = setTask;
  return <PrimaryAction task={task} />;
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.mocked(verbs.cancel).mockImplementation(cancel as never);
  vi.mocked(verbs.rerun).mockImplementation((async () => {
    await rerun();
    return aTask({ id: "1050" });
  }) as never);
});

afterEach(() => {
  vi.useRealTimers();
  vi.clearAllMocks();
});

const button = (verb: string) => screen.getByRole("button", { name: `${verb} #1042 backup` });
const click = (verb: string, detail: number) =>
  act(async () => void fireEvent.click(button(verb), { detail }));
const pass = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms));
const end = () => act(async () => put(aTask({ status: "cancelled" })));

const PLACES = [
  ["a row", Row],
  ["the peek", Peeked],
] as const;

test.each(PLACES)(
  "in %s a double click on Cancel cancels, and does not run it again",
  async (_, At) => {
    show(<At />);
    await click("Cancel", 1);
    await end();
    await pass(1_000);
    await click("Re-run", 2);
    expect(cancel).toHaveBeenCalledTimes(1);
    expect(rerun).not.toHaveBeenCalled();
  },
);

test.each(PLACES)(
  "in %s a verb that has just appeared waits until it can be read",
  async (_, At) => {
    show(<At />);
    await end();
    expect(button("Re-run")).toHaveAttribute("aria-disabled", "true");
    await click("Re-run", 1);
    await click("Re-run", 0);
    expect(rerun).not.toHaveBeenCalled();
    await pass(700);
    expect(button("Re-run")).not.toHaveAttribute("aria-disabled", "true");
    await click("Re-run", 0);
    expect(rerun).toHaveBeenCalledTimes(1);
  },
);
