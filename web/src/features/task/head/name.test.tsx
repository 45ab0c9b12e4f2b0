import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test, vi } from "vitest";
import { api } from "~/lib/api/client";
import { aMe, show } from "~/test/page";
import { aTask } from "~/test/tasks";
import { Name } from "./name";

function answering(answer: unknown, status = 200) {
  return vi.spyOn(api, "PATCH").mockResolvedValue({
    ...(status === 200 ? { data: answer } : { error: answer }),
    response: new Response(null, { status }),
  } as never);
}

async function rename(text: string) {
  await userEvent.click(screen.getByRole("button", { name: "Rename" }));
  await userEvent.keyboard(text);
}

test("a new name is sent, and shown before it is confirmed", async () => {
  const patch = answering(aTask({ name: "nightly", version: 2 }));
  show(<Name task={aTask()} isGone={false} />);
  await rename("nightly{Enter}");
  expect(patch.mock.calls[0]?.[1]).toMatchObject({ body: { name: "nightly" } });
  expect(screen.queryByRole("textbox")).toBeNull();
});

test("Escape leaves it as it was", async () => {
  const patch = answering({});
  show(<Name task={aTask()} isGone={false} />);
  await rename("nightly{Escape}");
  expect(screen.getByRole("heading")).toHaveTextContent("backup");
  expect(patch).not.toHaveBeenCalled();
});

test.each(["  ", "backup"])("%j is no new name", async (text) => {
  const patch = answering({});
  show(<Name task={aTask()} isGone={false} />);
  await rename(`${text}{Enter}`);
  expect(patch).not.toHaveBeenCalled();
});

test("a refusal is told, and the old name is back", async () => {
  answering({ detail: "this task is not yours" }, 403);
  show(<Name task={aTask()} isGone={false} />);
  await rename("nightly{Enter}");
  expect(await screen.findByRole("alert")).toHaveTextContent("This task is not yours");
  expect(screen.getByRole("heading")).toHaveTextContent("backup");
});

test("who may not change it is not offered to", () => {
  show(<Name task={aTask()} isGone={false} />, { me: aMe({ role: "viewer" }) });
  expect(screen.queryByRole("button")).toBeNull();
});
