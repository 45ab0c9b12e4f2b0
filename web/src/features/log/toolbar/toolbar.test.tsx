import { screen } from "@testing-library/react";
import { expect, test } from "vitest";
import { show } from "~/test/page";
import { aTask } from "~/test/tasks";
import { Session } from "../session";
import { useLook } from "../use_look";
import { ViewerContext } from "../viewer";
import { Toolbar } from "./toolbar";

const session = new Session("1042");

function Viewed() {
  const look = useLook();
  return (
    <ViewerContext value={{ session, task: aTask(), look, full: false }}>
      <Toolbar />
    </ViewerContext>
  );
}

test("there is no Live any more once the log has ended while one looks", async () => {
  show(<Viewed />);
  expect(screen.getByRole("button", { name: "Live" })).toHaveAttribute("aria-pressed", "true");
  session.know(aTask({ status: "completed" }), false);
  await expect.poll(() => screen.queryByRole("button", { name: "Live" })).toBeNull();
  expect(screen.getByRole("button", { name: "Wrap" })).toBeInTheDocument();
});
