import { Table } from "@mantine/core";
import classes from "./plot_table.module.css";

/** A plot as words and numbers. The first cell of a row says what the row is of. */
export interface Facts {
  columns: readonly string[];
  rows: readonly (readonly string[])[];
}

export function PlotTable({ title, facts }: { title: string; facts: Facts }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard
    <section className={classes.scrolled} tabIndex={0} aria-label={`Table: ${title}`}>
      <Table stickyHeader verticalSpacing={4} fz="sm" className="ty-numbers">
        <Table.Thead>
          <Table.Tr>
            {facts.columns.map((column, i) => (
              <Table.Th key={column} scope="col" ta={i === 0 ? "left" : "right"}>
                {column}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {facts.rows.map(([name, ...cells], at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows have no other identity
            <Table.Tr key={at}>
              <Table.Th scope="row" fw={400}>
                {name}
              </Table.Th>
              {cells.map((cell, i) => (
                <Table.Td key={facts.columns[i + 1]} ta="right">
                  {cell}
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </section>
  );
}
