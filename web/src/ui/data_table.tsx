import { IconChevronDown, IconChevronUp } from "@tabler/icons-react";
import type { ReactNode } from "react";
import classes from "./data_table.module.css";

export interface Column<Row> {
  head: string;
  cell: (row: Row) => ReactNode;
  /** Stands to the right, so that digits stand below each other. */
  numeric?: boolean;
  /** By what name the list is ordered by it; its heading is a button then. */
  order?: string;
  /** Per cent of the room, where several tables stand below each other. */
  share?: number;
  /** A heading for those who hear it only: a column of buttons needs no other. */
  headUnseen?: boolean;
}

interface Props<Row> {
  label: string;
  /** The first one says what the row is about. */
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  keyOf: (row: Row) => string;
  /** "name", or "-name" turned round. */
  order?: string;
  onOrder?: (order: string) => void;
}

/** A table; where there is no room for it, a card for each row. */
export function DataTable<Row>({ label, columns, rows, keyOf, order, onOrder }: Props<Row>) {
  const [first, ...others] = columns;
  if (first === undefined) return null;
  return (
    <div className={classes.room}>
      <table className={classes.table}>
        <caption className="ty-unseen">{label}</caption>
        <colgroup>
          {columns.map(({ head, share }) => (
            <col key={head} {...(share === undefined ? {} : { width: `${share}%` })} />
          ))}
        </colgroup>
        <thead>
          <tr>
            {columns.map((column) => (
              <Head key={column.head} column={column} order={order} onOrder={onOrder} />
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={keyOf(row)}>
              <th scope="row">{first.cell(row)}</th>
              {others.map((column) => (
                <td
                  key={column.head}
                  className={column.numeric ? classes.numeric : undefined}
                  data-head={column.headUnseen ? undefined : column.head}
                >
                  {column.cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface HeadProps<Row> {
  column: Column<Row>;
  order: string | undefined;
  onOrder: ((order: string) => void) | undefined;
}

function Head<Row>({ column, order, onOrder }: HeadProps<Row>) {
  const { head, order: by } = column;
  const numeric = column.numeric ? classes.numeric : undefined;
  if (by === undefined || onOrder === undefined) {
    return (
      <th scope="col" className={numeric}>
        {column.headUnseen ? <span className="ty-unseen">{head}</span> : head}
      </th>
    );
  }
  const up = order === by;
  const down = order === `-${by}`;
  const Arrow = down ? IconChevronDown : IconChevronUp;
  return (
    <th
      scope="col"
      className={numeric}
      aria-sort={up ? "ascending" : down ? "descending" : undefined}
    >
      <button type="button" className={classes.sort} onClick={() => onOrder(up ? `-${by}` : by)}>
        {head}
        <Arrow size={14} aria-hidden="true" className={up || down ? undefined : classes.idle} />
      </button>
    </th>
  );
}
