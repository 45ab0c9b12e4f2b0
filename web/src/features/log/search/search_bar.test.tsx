import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test } from "vitest";
import { show } from "~/test/page";
import { aTask } from "~/test/tasks";
import { Session } from "../session";
import { useLook } from "../use_look";
import { ViewerContext } from "../viewer";
import { SearchBar } from "./search_bar";

let session: Session;

function Viewed() {
  const look = useLook();
  return (
    <ViewerContext value={{ session, task: aTask(), look, full: false }}>
      <SearchBar />
    </ViewerContext>
  );
}

beforeEach(() => {
  window.history.replaceState(null, "", "/tasks/1042");
  session = new Session("1042");
  show(<Viewed />, { path: "/tasks/1042" });
});

async function close() {
  await userEvent.type(screen.getByRole("searchbox"), "{Escape}");
}

test("the match one stood on when the search is closed can be linked to", async () => {
  const { length } = window.history;
  session.search.set({ ...session.search.get(), current: 123_456 });
  await close();
  expect(session.picked.get()).toEqual({ from: 123_456, to: 123_456 });
  expect(window.location.hash).toBe("#L123456");
  expect(window.history).toHaveLength(length);
});

test("a search that found nothing leaves what was picked", async () => {
  session.picked.set({ from: 7, to: 9 });
  await close();
  expect(session.picked.get()).toEqual({ from: 7, to: 9 });
});
