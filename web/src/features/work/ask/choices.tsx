import { Button } from "@mantine/core";
import type { KeyboardEvent, ReactNode } from "react";
import classes from "./ask.module.css";

export interface Choice {
  label: string;
  beside?: ReactNode;
  isChosen?: boolean;
  choose: () => void;
}

/** A few answers below each other: Tab and arrows move between them, Enter takes one. */
export function Choices({ choices }: { choices: readonly Choice[] }) {
  const first = Math.max(
    0,
    choices.findIndex(({ isChosen }) => isChosen),
  );
  return (
    <div className={classes.choices}>
      {choices.map(({ label, beside, isChosen, choose }, i) => (
        <Button
          key={label}
          size="sm"
          variant={isChosen ? "light" : "default"}
          justify="space-between"
          rightSection={beside}
          aria-pressed={isChosen}
          data-autofocus={i === first || undefined}
          onClick={choose}
          onKeyDown={walk}
        >
          {label}
        </Button>
      ))}
    </div>
  );
}

function walk(event: KeyboardEvent<HTMLButtonElement>) {
  const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (by === undefined) return;
  event.preventDefault();
  const buttons = [...(event.currentTarget.parentElement?.querySelectorAll("button") ?? [])];
  const next = buttons.indexOf(event.currentTarget) + by;
  buttons.at(next % buttons.length)?.focus();
}
