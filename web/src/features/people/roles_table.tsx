import { IconCheck } from "@tabler/icons-react";
import { type Column, DataTable } from "~/ui/data_table";
import classes from "./people.module.css";
import { MAY, ROLE_NAMES, ROLES, type Whose } from "./roles";

type Row = (typeof MAY)[number];

const COLUMNS: Column<Row>[] = [
  { head: "What one may do", cell: ([may]) => may.charAt(0).toUpperCase() + may.slice(1) },
  ...ROLES.map((role, i) => ({
    head: ROLE_NAMES[role],
    cell: (row: Row) => <Extent whose={row[i + 1] as Whose} />,
  })),
];

/** What each role may do. */
export function RolesTable() {
  return (
    <section className={classes.part}>
      <DataTable label="Roles" columns={COLUMNS} rows={MAY} keyOf={([may]) => may} />
      <p className="ty-muted">
        “Own” is what somebody made, “assigned” what they were given to do. What they may not see
        does not exist for them.
      </p>
    </section>
  );
}

function Extent({ whose }: { whose: Whose }) {
  if (whose === "–") {
    return (
      <span className="ty-muted">
        <span aria-hidden="true">–</span>
        <span className="ty-unseen">no</span>
      </span>
    );
  }
  return (
    <span className={classes.extent}>
      <IconCheck size={14} aria-hidden="true" />
      {whose}
    </span>
  );
}
