import { render, screen } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import { useInSight } from "./use_in_sight";

const WIDTH = 100;
const TABS = ["Log", "Details", "History", "Events"];

function Row({ chosen }: { chosen: string }) {
  const list = useInSight(chosen);
  return (
    <div ref={list} role="tablist">
      {TABS.map((tab) => (
        <button key={tab} type="button" role="tab" aria-selected={tab === chosen}>
          {tab}
        </button>
      ))}
    </div>
  );
}

// As on a page that is as wide as two of the tabs.
function place(this: Element): DOMRect {
  const list = this.closest("[role=tablist]");
  const at = TABS.indexOf(this.textContent ?? "");
  if (at < 0) return new DOMRect(0, 0, 2 * WIDTH, 40);
  return new DOMRect(at * WIDTH - (list?.scrollLeft ?? 0), 0, WIDTH, 40);
}

afterEach(() => {
  vi.restoreAllMocks();
});

test("the chosen tab is in sight, first and after each choice", () => {
  vi.spyOn(Element.prototype, "getBoundingClientRect").mockImplementation(place);
  const { rerender } = render(<Row chosen="History" />);
  const list = screen.getByRole("tablist");
  expect(list.scrollLeft).toBe(WIDTH);
  rerender(<Row chosen="Details" />);
  expect(list.scrollLeft).toBe(WIDTH);
  rerender(<Row chosen="Log" />);
  expect(list.scrollLeft).toBe(0);
});
