import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import { beforeEach, expect, test, vi } from "vitest";
import { show } from "~/test/page";
import { Boundary } from "./boundary";

beforeEach(() => vi.spyOn(console, "error").mockImplementation(() => undefined));

function Breaks({ message }: { message: string }): never {
  throw new Error(message);
}

function Page() {
  const [path, go] = useState("/broken");
  return (
    <>
      <button type="button" onClick={() => go("/whole")}>
        Go on
      </button>
      <Boundary of={path}>
        {path === "/broken" ? <Breaks message="Unable to preload CSS for /a.css" /> : "all there"}
      </Boundary>
    </>
  );
}

test("what breaks leaves the rest alone, and is gone with the page it was on", async () => {
  show(<Page />);
  expect(screen.getByRole("alert")).toHaveTextContent("could not be loaded");
  await userEvent.click(screen.getByRole("button", { name: "Go on" }));
  expect(screen.getByText("all there")).toBeInTheDocument();
  expect(screen.queryByRole("alert")).toBeNull();
});

test("what is no file's fault is told as it is", () => {
  show(
    <Boundary>
      <Breaks message="a bug" />
    </Boundary>,
  );
  expect(screen.getByRole("alert")).toHaveTextContent("a bug");
});

test.each([
  () => Promise.reject(new TypeError("Failed to fetch")),
  async () => new Response("a proxy's word", { status: 502 }),
])("nobody is sent away to a server that does not answer", async (fetched) => {
  vi.stubGlobal("fetch", fetched);
  show(<Page />);
  await userEvent.click(screen.getByRole("button", { name: "Try again" }));
  expect(await screen.findByText("The server does not answer yet.")).toBeInTheDocument();
  vi.unstubAllGlobals();
});
