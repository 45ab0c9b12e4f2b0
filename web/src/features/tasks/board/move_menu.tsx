import { Menu } from "@mantine/core";
import { IconArrowsExchange } from "@tabler/icons-react";
import { type Actions, useActions } from "~/features/actions";
import type { Task } from "~/lib/api/types";
import { type Rights, useRights } from "~/lib/session";
import { isFinal } from "~/lib/status";
import classes from "./board.module.css";

interface Move {
  to: string;
  run: () => Promise<void>;
}

/** Where a person's task can go from here; what decides is the same as everywhere. */
export function MoveMenu({ task }: { task: Task }) {
  const moves = movesOf(task, useActions(), useRights());
  if (moves.length === 0) return null;
  return (
    <Menu>
      <Menu.Target>
        <button
          type="button"
          className={classes.move}
          aria-label={`Move #${task.id} ${task.name} to`}
        >
          <IconArrowsExchange size={14} aria-hidden="true" />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>Move to</Menu.Label>
        {moves.map(({ to, run }) => (
          <Menu.Item key={to} onClick={run}>
            {to}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

export function movesOf(task: Task, actions: Actions, rights: Rights): Move[] {
  const works = rights.work(task);
  const assigns = rights.assign(task);
  if (isFinal(task)) return assigns ? [{ to: "To do", run: () => actions.reopen(task) }] : [];
  const moves: (Move | false)[] = [
    task.status === "unassigned" && works && { to: "To do, mine", run: () => actions.claim(task) },
    assigns && { to: "Somebody else…", run: () => actions.assign(task) },
    task.assigned_to !== null && assigns && { to: "Unassigned", run: () => actions.unassign(task) },
    task.status === "pending" && works && { to: "In progress", run: () => actions.start(task) },
    task.assigned_to !== null && works && { to: "Done", run: () => actions.complete(task) },
    rights.control(task) && { to: "Cancelled", run: () => actions.cancel(task) },
  ];
  return moves.filter((move) => move !== false);
}
