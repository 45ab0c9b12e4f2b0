import { ActionIcon, Checkbox, Tooltip } from "@mantine/core";
import {
  IconArrowDown,
  IconArrowUp,
  IconSquare,
  IconSquareCheck,
  IconX,
} from "@tabler/icons-react";
import { useRef } from "react";
import classes from "./checklist.module.css";
import { type Change, type Item, move, remove, tick } from "./items";

interface Props {
  name: string;
  item: Item;
  place: { isFirst: boolean; isLast: boolean };
  /** Null for who may only look. */
  change: ((one: Change) => void) | null;
}

export function ChecklistItem({ name, item, place, change }: Props) {
  const line = useRef<HTMLLIElement>(null);

  /** The line goes elsewhere, and the focus with it. */
  function moveBy(by: 1 | -1) {
    const pressed = document.activeElement;
    change?.(move(name, by));
    window.requestAnimationFrame(() => {
      const isUsable = pressed instanceof HTMLButtonElement && !pressed.disabled;
      const next = isUsable ? pressed : line.current?.querySelector("input");
      next?.focus();
    });
  }

  function removeIt() {
    const beside = line.current?.nextElementSibling ?? line.current?.previousElementSibling;
    const field = line.current?.parentElement?.parentElement?.querySelector("form input");
    change?.(remove(name));
    const next = beside?.querySelector("input") ?? field;
    if (next instanceof HTMLElement) next.focus();
  }

  if (change === null) return <ReadItem item={item} />;
  const buttons = [
    { label: "Move up", icon: IconArrowUp, run: () => moveBy(-1), isOff: place.isFirst },
    { label: "Move down", icon: IconArrowDown, run: () => moveBy(1), isOff: place.isLast },
    { label: "Remove", icon: IconX, run: removeIt, isOff: false },
  ];
  return (
    <li className={classes.item} ref={line}>
      <Checkbox
        classNames={{
          root: classes.box ?? "",
          label: (item.done ? classes.done : classes.label) ?? "",
        }}
        label={item.text}
        checked={item.done}
        onChange={(event) => change(tick(name, event.currentTarget.checked))}
      />
      <span className={classes.buttons}>
        {buttons.map(({ label, icon: Icon, run, isOff }) => (
          <Tooltip key={label} label={label}>
            <ActionIcon
              variant="subtle"
              color="gray"
              size={28}
              aria-label={`${label}: ${item.text}`}
              disabled={isOff}
              onClick={run}
            >
              <Icon size={14} />
            </ActionIcon>
          </Tooltip>
        ))}
      </span>
    </li>
  );
}

function ReadItem({ item }: { item: Item }) {
  const Icon = item.done ? IconSquareCheck : IconSquare;
  return (
    <li className={classes.item}>
      <Icon className={classes.sign} size={20} stroke={1.75} aria-hidden="true" />
      <span className={classes.read}>
        {item.text} <span className="ty-unseen">({item.done ? "done" : "not done"})</span>
      </span>
    </li>
  );
}
