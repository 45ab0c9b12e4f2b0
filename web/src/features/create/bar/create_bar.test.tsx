import { act, cleanup, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useEffect, useState } from "react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { api } from "~/lib/api/client";
import type { Phase } from "~/lib/live";
import { show } from "~/test/page";
import { aTask } from "~/test/tasks";
import { CreateBar } from "..";
import { onCreated, useAsked } from "../created";

let tellLive: (phase: Phase) => void = () => undefined;

vi.mock("~/lib/live", async (original) => ({
  ...(await original<typeof import("~/lib/live")>()),
  useLiveState() {
    const [phase, setPhase] = useState<Phase>("live");
    tellLive = setPhase;
    return { phase };
  },
}));

interface Answer {
  data?: unknown;
  error?: unknown;
  response: Response;
}

interface Sent {
  body: { name?: string; command: string };
  params: { header: { "Idempotency-Key": string } };
}

const sent: Sent[] = [];
let answer: () => Promise<Answer>;

beforeEach(() => {
  sent.length = 0;
  answer = async () => made();
  vi.spyOn(api, "POST").mockImplementation(((_: string, one: Sent) => {
    sent.push(one);
    return answer();
  }) as never);
});

afterEach(() => sessionStorage.clear());

function made(id = "5"): Answer {
  return { data: aTask({ id }), response: new Response(null, { status: 201 }) };
}

const command = () => screen.getByRole<HTMLTextAreaElement>("textbox", { name: "Command" });

function Asked() {
  return useAsked().map(({ key, wanted }) => <p key={key}>asked: {wanted.command}</p>);
}

function refused(errors: object[]): Answer {
  const error = { code: "validation", detail: "the command is not valid", errors };
  return { error, response: new Response(null, { status: 422 }) };
}

test("Enter runs the command, names it after what it does, and is ready for the next", async () => {
  const created = vi.fn();
  const end = onCreated(created);
  show(<CreateBar />);
  await userEvent.type(command(), "git pull --rebase{Enter}");
  expect(sent[0]?.body).toEqual({ name: "git pull", command: "git pull --rebase" });
  await vi.waitFor(() => expect(command()).toHaveValue(""));
  expect(command()).toHaveFocus();
  expect(created).toHaveBeenCalledWith(expect.objectContaining({ id: "5" }));
  end();
});

test("Shift and Enter begin a new line", async () => {
  show(<CreateBar />);
  await userEvent.type(command(), "one{Shift>}{Enter}{/Shift}two");
  expect(command()).toHaveValue("one\ntwo");
  expect(sent).toEqual([]);
});

test("an empty command is not sent", async () => {
  show(<CreateBar />);
  await userEvent.click(screen.getByRole("button", { name: "Create Task" }));
  expect(command()).toHaveFocus();
  expect(sent).toEqual([]);
});

test("Escape leaves a field with what was typed in it", async () => {
  show(<CreateBar />);
  await userEvent.type(command(), "make{Escape}");
  expect(document.body).toHaveFocus();
  expect(command()).toHaveValue("make");
});

test("pressing twice makes one task, also when the first answer got lost", async () => {
  answer = () => Promise.reject(new TypeError("Failed to fetch"));
  show(<CreateBar />);
  await userEvent.type(command(), "make{Enter}");
  expect(await screen.findByRole("alert")).toHaveTextContent("The server cannot be reached");
  expect(command()).toHaveValue("make");
  answer = async () => made();
  await userEvent.type(command(), "{Enter}");
  await userEvent.type(command(), "make{Enter}");
  const keys = sent.map((one) => one.params.header["Idempotency-Key"]);
  expect(keys[0]).toMatch(/^[0-9a-f]{32}$/);
  expect(keys[1]).toBe(keys[0]);
  expect(keys[2]).not.toBe(keys[0]);
});

test("that the server is away is said until it is back", async () => {
  answer = () => Promise.reject(new TypeError("Failed to fetch"));
  show(<CreateBar />);
  await userEvent.type(command(), "make{Enter}");
  expect(await screen.findByRole("alert")).toHaveTextContent("The server cannot be reached");
  act(() => tellLive("retrying"));
  expect(screen.getByRole("alert")).toBeInTheDocument();
  act(() => tellLive("live"));
  await vi.waitFor(() => expect(screen.queryByRole("alert")).toBeNull());
  expect(command()).toHaveValue("make");
});

test("what is refused stays as it was typed, and says why at its field", async () => {
  answer = async () => refused([{ pointer: "/command", code: "too-large", detail: "is too long" }]);
  show(<CreateBar />);
  await userEvent.type(command(), "make{Enter}");
  await vi.waitFor(() => expect(command()).toHaveAccessibleDescription("Is too long"));
  expect(command()).toHaveValue("make");
  expect(screen.queryByRole("alert")).toBeNull();
});

test("what was typed survives a reload", async () => {
  show(<CreateBar />);
  await userEvent.type(command(), "make");
  cleanup();
  show(<CreateBar />);
  expect(command()).toHaveValue("make");
});

test("what was asked for is shown until it is there", async () => {
  let arrive = (_: Answer) => {};
  answer = () => new Promise((resolve) => (arrive = resolve));
  show(
    <>
      <CreateBar />
      <Asked />
    </>,
  );
  await userEvent.type(command(), "make{Enter}");
  expect(await screen.findByText("asked: make")).toBeInTheDocument();
  arrive(made());
  await vi.waitFor(() => expect(screen.queryByText("asked: make")).toBeNull());
});

test("whoever has never run anything finds something to run", async () => {
  show(<CreateBar isFirst />);
  expect(command()).toHaveValue("for i in $(seq 1 100); do echo $i; sleep 0.1; done");
  await userEvent.clear(command());
  expect(command()).toHaveValue("");
  await userEvent.click(screen.getByRole("button", { name: "Fail on purpose" }));
  expect(command().value).toContain("exit 3");
});

function LearnsLate() {
  const [isFirst, learn] = useState(false);
  useEffect(() => {
    window.addEventListener("learn", () => learn(true), { once: true });
  }, []);
  return <CreateBar isFirst={isFirst} />;
}

test.each(["Name", "Command"])("nothing is put in while somebody is in %s", async (label) => {
  show(<LearnsLate />);
  const field = screen.getByRole("textbox", { name: label });
  await userEvent.click(field);
  act(() => void window.dispatchEvent(new Event("learn")));
  expect(screen.getByRole("button", { name: "Fail on purpose" })).toBeInTheDocument();
  await userEvent.type(field, "mine");
  expect(field).toHaveValue("mine");
});

test("a name that was kept is not written over", () => {
  sessionStorage.setItem("taskyard.draft.bar", JSON.stringify({ name: "mine", command: "" }));
  show(<CreateBar isFirst />);
  expect(screen.getByRole("textbox", { name: "Name" })).toHaveValue("mine");
});

test("more options begin with what was typed", async () => {
  show(<CreateBar />);
  await userEvent.type(command(), "a & b");
  expect(screen.getByRole("link", { name: "More options" })).toHaveAttribute(
    "href",
    "/new?command=a+%26+b",
  );
});
