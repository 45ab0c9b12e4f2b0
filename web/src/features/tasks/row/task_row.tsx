import { memo } from "react";
import { Link } from "wouter";
import type { Task } from "~/lib/api/types";
import { useSaid } from "~/lib/now";
import { isOverdue } from "~/lib/status";
import type { Usual } from "~/lib/usual";
import { StateChip } from "~/ui/state_icon";
import { PlainWhen } from "~/ui/times";
import { DurationCell } from "./duration_cell";
import { Reason } from "./reason";
import { RowActions } from "./row_actions";
import { SecondLine } from "./second_line";
import classes from "./task_row.module.css";
import { useFlash } from "./use_flash";

interface CellsProps {
  task: Task;
  isSelected: boolean;
  select: (id: string, how: { range: boolean }) => void;
  usual: Usual;
}

interface Props extends CellsProps {
  /** Its place in the list, from 0. */
  index: number;
  measure: (row: HTMLElement | null) => void;
}

export function TaskRow({ index, measure, ...cells }: Props) {
  const { task, isSelected } = cells;
  const flash = useFlash(task);
  return (
    <tr
      ref={measure}
      data-index={index}
      data-id={task.id}
      data-flash={flash}
      aria-rowindex={index + 2}
      className={`${classes.row} ${isSelected ? classes.selected : ""}`}
    >
      <Cells {...cells} />
    </tr>
  );
}

// Apart from the row: new tasks above it change its place, and nothing else.
const Cells = memo(function Cells({ task, isSelected, select, usual }: CellsProps) {
  return (
    <>
      <td className={classes.check}>
        <input
          type="checkbox"
          checked={isSelected}
          aria-label={`Select #${task.id} ${task.name}`}
          onChange={(event) =>
            select(task.id, { range: (event.nativeEvent as MouseEvent).shiftKey === true })
          }
        />
      </td>
      <td className={classes.state}>
        <State task={task} />
      </td>
      <th scope="row" className={classes.what}>
        <div className={classes.lines}>
          <div className={classes.line}>
            <Link href={`/tasks/${task.id}`} className={classes.name}>
              <span className={classes.id}>#{task.id}</span> <bdi>{task.name}</bdi>
            </Link>
            <Reason task={task} />
          </div>
          <SecondLine task={task} />
        </div>
      </th>
      <td className={classes.started}>
        {task.started_at !== null && <PlainWhen at={task.started_at} />}
      </td>
      <td className={classes.duration}>
        <DurationCell task={task} usual={usual} />
      </td>
      <td className={classes.by}>{task.created_by?.name ?? task.source}</td>
      <td className={classes.actions}>
        <RowActions task={task} />
      </td>
    </>
  );
});

function State({ task }: { task: Task }) {
  return task.deadline === null ? <StateChip task={task} /> : <DueState task={task} />;
}

function DueState({ task }: { task: Task }) {
  return useSaid((now) => isOverdue(task, now)) ? (
    <StateChip task={task} word="Overdue" tone="attention" />
  ) : (
    <StateChip task={task} />
  );
}
