import { useLocation } from "wouter";
import { type Actions, primaryOf } from "~/features/actions";
import type { Task } from "~/lib/api/types";
import { useKeys } from "~/lib/keys";
import type { Rights } from "~/lib/session";
import { told } from "~/ui/toast";
import type { CurrentRow } from "./current_row";
import { keepOpened } from "./opened_row";

interface Listed {
  tasks: readonly Task[];
  current: CurrentRow;
  /** Brings the row into the window. */
  reveal: (index: number) => void;
  actions: Actions;
  rights: Rights;
  select: (id: string, how: { range: boolean }) => void;
  /** The task that is shown beside the list, and how to show another. */
  peeked: string | null;
  peek: (id: string) => void;
}

/** The keys of a list: they go from row to row, and do something with the one the focus is in. */
export function useRowKeys(listed: Listed): void {
  const [, navigate] = useLocation();
  const { tasks, current, actions, rights, select, peeked, peek } = listed;
  const at = tasks.findIndex((task) => task.id === current.id);
  const task = tasks[at];

  function go(index: number): void {
    const next = tasks[index];
    if (next === undefined) return;
    listed.reveal(index);
    current.focus(next.id);
    if (peeked !== null && peeked !== next.id) peek(next.id);
  }
  const down = () => go(at === -1 ? 0 : Math.min(at + 1, tasks.length - 1));
  const up = () => go(Math.max(at - 1, 0));

  function range(step: 1 | -1): void {
    const next = tasks[at + step];
    if (task === undefined || next === undefined) return;
    select(next.id, { range: false });
    go(at + step);
  }

  function nextFailure(): void {
    const rest = [...tasks.slice(at + 1), ...tasks.slice(0, at + 1)];
    const found = rest.find((one) => one.status === "failed");
    if (found === undefined) told("No task in this list has failed");
    else go(tasks.indexOf(found));
  }

  function primary(wanted: "cancel" | "rerun"): void {
    const does = task && primaryOf(task, rights)?.does;
    if (task !== undefined && does === wanted) void actions[does](task);
  }

  function open(): void {
    if (task === undefined) return;
    keepOpened(task.id);
    navigate(`/tasks/${task.id}`);
  }

  const acting = [
    { keys: "x", label: "Select", run: () => task && select(task.id, { range: false }) },
    { keys: "Shift+ArrowDown", label: "Select downwards", run: () => range(1) },
    { keys: "Shift+ArrowUp", label: "Select upwards", run: () => range(-1) },
    { keys: "c", label: "Cancel", run: () => primary("cancel") },
    { keys: "r", label: "Re-run", run: () => primary("rerun") },
  ];
  useKeys("List", [
    { keys: "j", label: "Next task", run: down },
    { keys: "k", label: "Previous task", run: up },
    { keys: "ArrowDown", label: "Next task", run: down },
    { keys: "ArrowUp", label: "Previous task", run: up },
    { keys: "f", label: "Next failure", run: nextFailure },
    { keys: "o", label: "Peek", run: () => task && peek(task.id) },
    { keys: "l", label: "View Logs", run: open },
    ...(rights.create ? acting : []),
  ]);
}
