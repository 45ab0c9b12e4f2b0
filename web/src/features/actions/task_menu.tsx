import { ActionIcon, Menu } from "@mantine/core";
import {
  type Icon,
  IconArrowBackUp,
  IconBolt,
  IconCheck,
  IconCopy,
  IconDots,
  IconEdit,
  IconLink,
  IconPlayerPlay,
  IconPlayerStop,
  IconRefresh,
  IconTerminal,
  IconTrash,
  IconUserMinus,
  IconUserPlus,
} from "@tabler/icons-react";
import { useEffect, useRef, useState } from "react";
import { useLocation } from "wouter";
import type { Task } from "~/lib/api/types";
import { address } from "~/lib/base";
import { copy } from "~/lib/clipboard";
import { curlOf } from "~/lib/curl";
import { type Rights, useRights } from "~/lib/session";
import { isFinal } from "~/lib/status";
import { told } from "~/ui/toast";
import { type Actions, useActions } from "./use_actions";

interface Item {
  label: string;
  icon: Icon;
  run: () => unknown;
  danger?: boolean;
}

/**
 * All that can be done with a task and may be done by who looks at it. `opened`: at once, for
 * who makes it when it is wanted.
 */
export function TaskMenu({ task, opened = false }: { task: Task; opened?: boolean }) {
  const [isOpen, setOpen] = useState(false);
  const target = useRef<HTMLButtonElement>(null);
  const actions = useActions();
  const rights = useRights();
  const [, navigate] = useLocation();
  const groups = [
    task.kind === "command" ? ofCommand(task, rights, actions) : ofWork(task, rights, actions),
    ofAny(task, rights, navigate),
    isFinal(task) && rights.control(task)
      ? [{ label: "Delete…", icon: IconTrash, run: () => actions.remove(task), danger: true }]
      : [],
  ].filter((group) => group.length > 0);
  useEffect(() => {
    if (!opened) return;
    // What was pressed is gone: this is where the focus comes back to.
    target.current?.focus();
    setOpen(true);
  }, [opened]);
  return (
    <Menu opened={isOpen} onChange={setOpen}>
      <Menu.Target>
        <ActionIcon
          ref={target}
          variant="subtle"
          color="gray"
          size={28}
          aria-label={`More for #${task.id} ${task.name}`}
        >
          <IconDots size={16} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {groups.map((group, i) => [
          i > 0 && <Menu.Divider key={`before ${group[0]?.label}`} />,
          ...group.map((item) => <Line key={item.label} {...item} />),
        ])}
      </Menu.Dropdown>
    </Menu>
  );
}

function Line({ label, icon: Icon, run, danger }: Item) {
  return (
    <Menu.Item
      leftSection={<Icon size={16} />}
      onClick={run}
      {...(danger ? { color: "danger" } : {})}
    >
      {label}
    </Menu.Item>
  );
}

function ofCommand(task: Task, rights: Rights, actions: Actions): Item[] {
  if (!rights.control(task)) return [];
  if (isFinal(task))
    return [{ label: "Re-run", icon: IconRefresh, run: () => actions.rerun(task) }];
  const cancel = { label: "Cancel", icon: IconPlayerStop, run: () => actions.cancel(task) };
  const kill = { label: "Kill now", icon: IconBolt, run: () => actions.kill(task), danger: true };
  if (task.status === "cancelling") return [kill];
  return task.status === "running" ? [cancel, kill] : [cancel];
}

function ofWork(task: Task, rights: Rights, actions: Actions): Item[] {
  const items: Item[] = [];
  const works = rights.work(task);
  const assigns = rights.assign(task);
  if (isFinal(task)) {
    if (assigns)
      items.push({ label: "Reopen", icon: IconArrowBackUp, run: () => actions.reopen(task) });
    return items;
  }
  if (works && task.status === "unassigned")
    items.push({ label: "Take it", icon: IconUserPlus, run: () => actions.claim(task) });
  if (works && task.status === "pending")
    items.push({ label: "Start", icon: IconPlayerPlay, run: () => actions.start(task) });
  if (works && task.assigned_to !== null)
    items.push({ label: "Complete", icon: IconCheck, run: () => actions.complete(task) });
  if (assigns)
    items.push({ label: "Assign…", icon: IconUserPlus, run: () => actions.assign(task) });
  if (assigns && task.assigned_to !== null)
    items.push({ label: "Unassign", icon: IconUserMinus, run: () => actions.unassign(task) });
  if (rights.control(task))
    items.push({ label: "Cancel", icon: IconPlayerStop, run: () => actions.cancel(task) });
  return items;
}

function ofAny(task: Task, rights: Rights, navigate: (path: string) => void): Item[] {
  const items: Item[] = [];
  if (rights.create) {
    const label = task.kind === "command" ? "Re-run with changes" : "Make one like this";
    items.push({ label, icon: IconEdit, run: () => navigate(`/new?copy=${task.id}`) });
    items.push({
      label: "Copy as curl",
      icon: IconTerminal,
      run: () => copied(curlOf(task), "The curl line is on the clipboard"),
    });
  }
  items.push({
    label: "Copy link",
    icon: IconLink,
    run: () => copied(address(`/tasks/${task.id}`), "The link is on the clipboard"),
  });
  if (task.command !== null)
    items.push({
      label: "Copy command",
      icon: IconCopy,
      run: () => copied(task.command ?? "", "The command is on the clipboard"),
    });
  return items;
}

async function copied(text: string, said: string): Promise<void> {
  told((await copy(text)) ? said : "The browser did not let us copy");
}
