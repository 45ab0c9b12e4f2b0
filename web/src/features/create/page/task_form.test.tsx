import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { api } from "~/lib/api/client";
import type { TaskIn } from "~/lib/api/types";
import { MASK } from "~/lib/definition";
import { aMe, show } from "~/test/page";
import { aTask } from "~/test/tasks";
import CreatePage from "./create_page";

const sent: TaskIn[] = [];
let answer: () => object;

beforeEach(() => {
  sent.length = 0;
  answer = () => ({ data: aTask({ id: "77" }), response: new Response(null, { status: 201 }) });
  vi.spyOn(api, "POST").mockImplementation((async (_: string, { body }: { body: TaskIn }) => {
    sent.push(body);
    return answer();
  }) as never);
  vi.spyOn(api, "GET").mockImplementation((async () => ({
    data: { users: [], next_cursor: null, has_more: false },
    response: new Response(),
  })) as never);
});

afterEach(() => sessionStorage.clear());

function refused(...faults: [pointer: string, detail: string][]) {
  const errors = faults.map(([pointer, detail]) => ({ pointer, code: "invalid", detail }));
  const error = { code: "validation", detail: "the task is not valid", errors };
  return { error, response: new Response(null, { status: 422 }) };
}

const field = (name: string) => screen.getByRole("textbox", { name });
const create = () => userEvent.click(screen.getByRole("button", { name: /Create Task/ }));

test.each([
  ["command", "Command"],
  ["person", "What is to be done"],
])("whoever makes a task of kind %s begins to type at once", (kind, name) => {
  show(<CreatePage />, { path: `/new?kind=${kind}` });
  expect(field(name)).toHaveFocus();
});

test("what was said is asked for, and the new task is where one goes", async () => {
  const { history } = show(<CreatePage />, { path: "/new?name=backup&command=./backup.sh" });
  await userEvent.click(screen.getByText("Limits"));
  await userEvent.type(field("Time limit"), "1h 30m");
  await create();
  expect(sent).toEqual([{ name: "backup", command: "./backup.sh", timeout_ms: 5_400_000 }]);
  await vi.waitFor(() => expect(history?.at(-1)).toBe("/tasks/77"));
});

test("a refusal is told at its field, in a section that opens for it", async () => {
  answer = () =>
    refused(
      ["/cwd", "Must be an absolute path"],
      ["/after/0", "Is no task"],
      ["/quota", "Is full"],
    );
  show(<CreatePage />, { path: "/new?command=make" });
  await create();
  await vi.waitFor(() => expect(field("Directory")).toBeVisible());
  expect(field("Directory")).toHaveAccessibleDescription("Must be an absolute path");
  expect(field("Directory")).toHaveFocus();
  expect(field("After").getAttribute("aria-describedby")).not.toBeNull();
  expect(screen.getByText("No. 1: Is no task")).toBeVisible();
  expect(screen.getByRole("alert")).toHaveTextContent("The task is not valid");
});

test("what cannot be asked for is not sent, and where it is wrong is where the focus goes", async () => {
  show(<CreatePage />, { path: "/new?command=make" });
  await userEvent.click(screen.getByText("Limits"));
  await userEvent.type(field("Time limit"), "soon");
  expect(screen.queryByText(/Write a time such as/)).toBeNull();
  await create();
  expect(sent).toEqual([]);
  expect(screen.getByText(/Write a time such as/)).toBeVisible();
  expect(field("Time limit")).toHaveFocus();
});

test("a warning keeps nobody from creating the task", async () => {
  show(<CreatePage />, { path: "/new" });
  await userEvent.type(field("Command"), "rm -rf /");
  expect(screen.getByText("This deletes everything it can reach.")).toBeVisible();
  await create();
  expect(sent).toEqual([{ name: "rm", command: "rm -rf /" }]);
});

test("another task begins as a copy, and hidden values are asked for", async () => {
  vi.mocked(api.GET).mockImplementation((async () => ({
    data: aTask({ id: "39", command: "make", env: { DB_PASSWORD: MASK } }),
    response: new Response(),
  })) as never);
  show(<CreatePage />, { path: "/new?copy=39" });
  expect(await screen.findByRole("link", { name: "#39 backup" })).toBeVisible();
  expect(field("Command")).toHaveValue("make");
  await create();
  expect(sent).toEqual([]);
  expect(screen.getByText(/Its value is hidden from you/)).toBeVisible();
  await userEvent.type(screen.getByLabelText("Value of DB_PASSWORD"), "s3cret");
  await create();
  expect(sent).toEqual([{ name: "backup", command: "make", env: { DB_PASSWORD: "s3cret" } }]);
});

test("a person's task has what people need, and nothing of commands", async () => {
  show(<CreatePage />, { path: "/new?kind=person" });
  expect(screen.queryByRole("textbox", { name: "Command" })).toBeNull();
  await userEvent.type(field("What is to be done"), "Sign the contract");
  await userEvent.type(field("Checklist"), "read it{Enter}sign it");
  await create();
  expect(sent).toEqual([
    { name: "Sign the contract", checklist: [{ text: "read it" }, { text: "sign it" }] },
  ]);
});

test("whoever only looks is told so", () => {
  show(<CreatePage />, { me: aMe({ role: "viewer" }), path: "/new" });
  expect(screen.getByText("You may look at tasks, and not make any.")).toBeVisible();
  expect(screen.queryByRole("button", { name: /Create Task/ })).toBeNull();
});

test("a section says on its lid what is in it", async () => {
  show(<CreatePage />, { path: "/new?command=make" });
  const lid = screen.getByText("Where and how").closest("summary") as HTMLElement;
  await userEvent.click(lid);
  await userEvent.type(field("Directory"), "/srv");
  await userEvent.type(field("umask"), "027");
  expect(within(lid).getByText("in /srv · umask 027")).toBeVisible();
});
