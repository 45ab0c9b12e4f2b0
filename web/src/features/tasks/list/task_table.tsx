import { Fragment, type RefObject } from "react";
import type { Asked } from "~/features/create";
import type { Task } from "~/lib/api/types";
import { useUsual } from "~/lib/usual";
import { AskedRow } from "../row/asked_row";
import { TaskRow } from "../row/task_row";
import type { Selection } from "./selection";
import classes from "./task_table.module.css";
import { placed, type useRowWindow } from "./window";

interface Props {
  tasks: readonly Task[];
  rows: ReturnType<typeof useRowWindow>;
  body: RefObject<HTMLTableSectionElement | null>;
  /** What was asked for and is not there yet: on top of all. */
  asked: readonly Asked[];
  selection: Selection;
  /** Whether anything can be done with what is selected. */
  isSelectable: boolean;
  /** The tasks go on beyond those that are here. */
  hasMore: boolean;
}

/** The tasks as rows, of which only those near the window are there. */
export function TaskTable({ tasks, rows, body, selection, hasMore, asked, isSelectable }: Props) {
  const usual = useUsual();
  const top = rows.options.scrollMargin;
  const { rows: shown, rest } = placed(rows.getVirtualItems(), top, rows.getTotalSize());
  const all = tasks.length > 0 && tasks.every((task) => selection.ids.has(task.id));
  return (
    <table
      className={classes.table}
      data-selectable={isSelectable}
      aria-rowcount={hasMore ? -1 : tasks.length + 1}
    >
      <caption className="ty-unseen">Tasks</caption>
      <thead className={classes.head}>
        <tr>
          <td className={classes.check}>
            <input
              type="checkbox"
              checked={all}
              aria-label="Select all that are listed"
              onChange={() => (all ? selection.clear() : selection.set(tasks.map(idOf)))}
            />
          </td>
          <th scope="col" className={classes.state}>
            State
          </th>
          <th scope="col">Name and last output</th>
          <th scope="col" className={classes.started}>
            Started
          </th>
          <th scope="col" className={classes.duration}>
            Duration
          </th>
          <th scope="col" className={classes.by}>
            By
          </th>
          <th scope="col" className={classes.actions}>
            <span className="ty-unseen">Actions</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {asked.map((one) => (
          <AskedRow key={one.key} asked={one} />
        ))}
      </tbody>
      <tbody ref={body}>
        {shown.map(({ index, gap }) => {
          const task = tasks[index];
          if (task === undefined) return null;
          return (
            <Fragment key={task.id}>
              {gap > 0 && <Room height={gap} />}
              <TaskRow
                task={task}
                index={index}
                isSelected={selection.ids.has(task.id)}
                select={selection.toggle}
                usual={usual}
                measure={rows.measureElement}
              />
            </Fragment>
          );
        })}
        {rest > 0 && <Room height={rest} />}
      </tbody>
    </table>
  );
}

function idOf(task: Task): string {
  return task.id;
}

/** The room of rows that are not there. It spans no columns: those that are hidden would take some. */
function Room({ height }: { height: number }) {
  return (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: a row takes no focus, and this one says nothing
    <tr aria-hidden="true" className={classes.room}>
      <td style={{ height }} />
    </tr>
  );
}
