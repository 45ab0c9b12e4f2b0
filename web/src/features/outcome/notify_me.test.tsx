import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { prefs } from "~/lib/prefs";
import { show } from "~/test/page";
import { aTask } from "~/test/tasks";
import { unwant, wantedIds } from "./wanted";

const requestPermission = vi.fn();

// What a browser is able to do does not change while a page is open: it is asked once.
async function shown() {
  const { NotifyMe } = await import("./notify_me");
  show(<NotifyMe task={aTask({ id: "7" })} />);
  return screen.getByRole("button", { name: "Notify me" });
}

beforeEach(() => {
  requestPermission.mockReset().mockResolvedValue("granted");
  vi.stubGlobal("isSecureContext", true);
  vi.stubGlobal("Notification", { requestPermission });
  Object.defineProperty(navigator, "locks", { value: {}, configurable: true });
});

afterEach(() => {
  vi.unstubAllGlobals();
  unwant("7");
  prefs.sound.set(false);
});

test("leave is asked for when the button is pressed, and not before", async () => {
  const button = await shown();
  expect(requestPermission).not.toHaveBeenCalled();
  await userEvent.click(button);
  expect(wantedIds()).toEqual(["7"]);
  expect(button).toHaveAttribute("aria-pressed", "true");
});

test("pressed again it is not wanted any more", async () => {
  const button = await shown();
  await userEvent.click(button);
  await userEvent.click(button);
  expect(wantedIds()).toEqual([]);
});

test("who refused it once is told where to allow it", async () => {
  requestPermission.mockResolvedValue("denied");
  await userEvent.click(await shown());
  expect(wantedIds()).toEqual([]);
  expect(await screen.findByRole("status")).toHaveTextContent("Allow it beside the page's address");
});

test("there is no sound unless somebody wants one", async () => {
  await userEvent.click(await shown());
  expect(prefs.sound.get()).toBe(false);
  await userEvent.click(await screen.findByRole("button", { name: "With a sound" }));
  expect(prefs.sound.get()).toBe(true);
});
