import { fireEvent, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";
import { show } from "~/test/page";
import { BarsUpDown, type EndedBar, Plot, RankedBars, Scatter } from ".";

const HOUR = 3_600_000;

function bar(n: number, failed = 1): EndedBar {
  const name = `hour ${n}`;
  return {
    from: n * HOUR,
    to: (n + 1) * HOUR,
    completed: 10 * n,
    failed,
    cancelled: 0,
    before: null,
    up: { lines: [name, `${10 * n} completed`], href: `/?q=up${n}` },
    down: { lines: [name, `${failed} failed`] },
  };
}

function Bars({ bars }: { bars: EndedBar[] }) {
  return (
    <Plot title="Does it go on?" facts={{ columns: ["Hour", "Done"], rows: [["one", "10"]] }}>
      <BarsUpDown label="Bars" bars={bars} ticks={() => []} />
    </Plot>
  );
}

test("a plot is one stop of the Tab key, and arrows lead through it in both directions", async () => {
  show(<Bars bars={[bar(1), bar(2), bar(3)]} />);
  const plot = screen.getByRole("group", { name: "Bars" });
  await userEvent.tab();
  await userEvent.tab();
  expect(within(plot).getByRole("link", { name: "hour 1, 10 completed" })).toHaveFocus();
  await userEvent.keyboard("{ArrowRight}{ArrowDown}");
  expect(within(plot).getByRole("img", { name: "hour 2, 1 failed" })).toHaveFocus();
  await userEvent.keyboard("{End}{ArrowRight}{ArrowUp}");
  expect(within(plot).getByRole("link", { name: "hour 3, 30 completed" })).toHaveFocus();
  await userEvent.tab();
  expect(plot).not.toContainElement(document.activeElement as HTMLElement);
});

test("what is pointed at is told, until Escape", async () => {
  show(<Bars bars={[bar(1), bar(2)]} />);
  const plot = screen.getByRole("group", { name: "Bars" });
  fireEvent.pointerMove(plot, { clientX: 500, clientY: 100 });
  expect(screen.getByText("20 completed")).toBeVisible();
  await userEvent.keyboard("{Escape}");
  expect(screen.queryByText("20 completed")).toBeNull();
});

test("a mark leads somewhere within the page", async () => {
  const { history } = show(<Bars bars={[bar(1)]} />);
  await userEvent.click(screen.getByRole("link", { name: /^hour 1/ }));
  expect(history?.at(-1)).toBe("/?q=up1");
});

test("where nothing failed there is nothing below the axis to stop at", () => {
  show(<Bars bars={[bar(1, 0), bar(2, 0)]} />);
  expect(screen.queryByRole("img")).toBeNull();
});

test("every plot is a table as well", async () => {
  show(<Bars bars={[bar(1)]} />);
  expect(screen.getByRole("figure", { name: "Does it go on?" })).toBeInTheDocument();
  await userEvent.click(screen.getByRole("switch", { name: "View as table: Does it go on?" }));
  expect(screen.getByRole("columnheader", { name: "Done" })).toBeVisible();
  expect(screen.getByRole("rowheader", { name: "one" })).toBeVisible();
  expect(screen.queryByRole("group", { name: "Bars" })).toBeNull();
});

test("where there is nothing it says so, and offers no table", () => {
  const facts = { columns: [], rows: [] };
  show(<Plot title="Does it go on?" facts={facts} empty="Nothing ended in this time." />);
  expect(screen.getByText("Nothing ended in this time.")).toBeVisible();
  expect(screen.queryByRole("switch")).toBeNull();
});

test("durations that differ a lot are on a logarithmic axis, and it says so", () => {
  const dots = [100, 200, 150].map((value, i) => ({
    key: String(i),
    at: i * HOUR,
    value,
    ending: "completed" as const,
    lines: [],
  }));
  show(<Scatter label="near" dots={dots} />);
  expect(screen.getByText("Duration")).toBeInTheDocument();
  show(<Scatter label="far" dots={[...dots, { ...dots[0], key: "x", value: 90_000 } as never]} />);
  expect(screen.getByText("Duration, logarithmic")).toBeInTheDocument();
});

test("ranks say their values in words", () => {
  const rank = {
    name: "sync",
    href: "/?q=name:sync",
    share: 0.29,
    value: "29 %",
    note: "96 of 332",
  };
  show(<RankedBars ranks={[rank]} tone="failed" />);
  expect(screen.getByRole("listitem")).toHaveTextContent("sync29 %96 of 332");
  expect(screen.getByRole("link", { name: "sync" })).toHaveAttribute("href", "/?q=name:sync");
});
