import { Link } from "wouter";
import type { Task } from "~/lib/api/types";
import { duration } from "~/lib/time";
import { why } from "~/lib/why";
import { type Column, DataTable } from "~/ui/data_table";
import { StateChip } from "~/ui/state_icon";
import { RunTime, When } from "~/ui/times";

const COLUMNS: readonly Column<Task>[] = [
  {
    head: "Run",
    cell: (task) => <Link href={`/tasks/${task.id}`}>#{task.id}</Link>,
  },
  { head: "State", cell: (task) => <StateChip task={task} /> },
  { head: "Why", cell: (task) => why(task) },
  { head: "Created", cell: (task) => <When at={task.created_at} /> },
  { head: "By", cell: (task) => task.created_by?.name },
  {
    head: "Waited",
    numeric: true,
    cell: (task) => task.wait_ms !== null && duration(task.wait_ms),
  },
  { head: "Ran", numeric: true, cell: (task) => <RunTime task={task} /> },
];

/** The runs one by one, the newest first. */
export function RunTable({ tasks, current }: { tasks: readonly Task[]; current: string }) {
  const [first, ...others] = COLUMNS;
  if (first === undefined) return null;
  const columns: Column<Task>[] = [
    {
      ...first,
      cell: (task) => (task.id === current ? `#${task.id}, this one` : first.cell(task)),
    },
    ...others,
  ];
  return (
    <DataTable label="The last runs" columns={columns} rows={tasks} keyOf={(task) => task.id} />
  );
}
