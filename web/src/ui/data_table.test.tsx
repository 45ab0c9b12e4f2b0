import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test, vi } from "vitest";
import { show } from "~/test/page";
import { type Column, DataTable } from "./data_table";

const columns: Column<{ name: string; n: number }>[] = [
  { head: "Name", order: "name", cell: ({ name }) => name },
  { head: "Count", numeric: true, cell: ({ n }) => n },
];
const rows = [{ name: "Ada", n: 1 }];

function table(order: string, onOrder = vi.fn()) {
  const keyOf = (row: (typeof rows)[number]) => row.name;
  show(<DataTable label="People" {...{ columns, rows, keyOf, order, onOrder }} />);
  return onOrder;
}

test("it is a table with a name, and the first cell says what its row is about", () => {
  table("name");
  expect(screen.getByRole("table", { name: "People" })).toBeInTheDocument();
  expect(screen.getByRole("rowheader", { name: "Ada" })).toBeInTheDocument();
});

test.each([
  ["name", "ascending", "-name"],
  ["-name", "descending", "name"],
])("ordered by %s it says so, and a click turns it round", async (order, said, turned) => {
  const onOrder = table(order);
  expect(screen.getByRole("columnheader", { name: "Name" })).toHaveAttribute("aria-sort", said);
  await userEvent.click(screen.getByRole("button", { name: "Name" }));
  expect(onOrder).toHaveBeenCalledWith(turned);
});

test("what the server cannot order by is no button", () => {
  table("name");
  expect(screen.getAllByRole("button")).toHaveLength(1);
  expect(screen.getByRole("columnheader", { name: "Count" })).not.toHaveAttribute("aria-sort");
});
