import { Button, Menu } from "@mantine/core";
import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";
import { show } from "~/test/page";
import { ask, confirmed } from "./dialogs";

const question = () => confirmed({ title: "Sure?", verb: "Do it" });

async function close(name: string) {
  await userEvent.click(await screen.findByRole("button", { name }));
  await expect.poll(() => screen.queryByRole("dialog")).toBeNull();
}

test("the focus goes back to the button that opened it", async () => {
  show(<Button onClick={() => void question()}>Open</Button>);
  await userEvent.click(screen.getByRole("button", { name: "Open" }));
  await close("Do it");
  expect(screen.getByRole("button", { name: "Open" })).toHaveFocus();
});

test("opened from a menu, the focus goes back to what opens the menu", async () => {
  show(
    <Menu>
      <Menu.Target>
        <Button>More</Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => void question()}>Ask</Menu.Item>
      </Menu.Dropdown>
    </Menu>,
  );
  await userEvent.click(screen.getByRole("button", { name: "More" }));
  await userEvent.click(await screen.findByRole("menuitem", { name: "Ask" }));
  await close("Do it");
  expect(screen.getByRole("button", { name: "More" })).toHaveFocus();
});

test("after a second dialog the focus goes back to what opened the first", async () => {
  const two = async () => {
    await ask<null>("One", (answer) => <Button onClick={() => answer(null)}>On</Button>);
    await ask<null>("Two", (answer) => <Button onClick={() => answer(null)}>Done</Button>);
  };
  show(<Button onClick={() => void two()}>Open</Button>);
  await userEvent.click(screen.getByRole("button", { name: "Open" }));
  await userEvent.click(await screen.findByRole("button", { name: "On" }));
  await close("Done");
  expect(screen.getByRole("button", { name: "Open" })).toHaveFocus();
});

test("one that is held is not closed by the escape key", async () => {
  show(<p />);
  void ask<null>("Once", (answer) => <Button onClick={() => answer(null)}>Seen</Button>, {
    isHeld: true,
  });
  await screen.findByRole("dialog");
  await userEvent.keyboard("{Escape}");
  expect(screen.getByRole("dialog")).toBeInTheDocument();
  await close("Seen");
});

test("who closes it without an answer has said no", async () => {
  show(<p />);
  const answer = question();
  await screen.findByRole("dialog");
  await userEvent.keyboard("{Escape}");
  expect(await answer).toBe(false);
});
