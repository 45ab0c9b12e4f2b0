import { render, screen } from "@testing-library/react";
import { useRef } from "react";
import { expect, test, vi } from "vitest";
import "~/test/page";
import { useCards } from "./cards";

function List() {
  const list = useRef<HTMLDivElement>(null);
  const isCards = useCards(list);
  return <div ref={list}>{isCards ? "cards" : "columns"}</div>;
}

test.each([
  [408, "cards"],
  [624, "columns"],
])("a list that is %i wide in a wide window shows %s", (width, look) => {
  vi.spyOn(Element.prototype, "clientWidth", "get").mockReturnValue(width);
  render(<List />);
  expect(screen.getByText(look)).toBeInTheDocument();
});
