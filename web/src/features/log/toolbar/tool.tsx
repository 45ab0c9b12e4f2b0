import { Button, Tooltip } from "@mantine/core";
import type { ReactNode } from "react";
import { KeyHint } from "~/ui/key_hint";
import classes from "./toolbar.module.css";

interface Props {
  icon: ReactNode;
  label: string;
  /** What it does, where its word does not say it all. */
  help: string;
  keys: string;
  /** Whether it is on, of one that is switched on and off. */
  isOn?: boolean;
  onClick: () => void;
}

export function Tool({ icon, label, help, keys, isOn, onClick }: Props) {
  return (
    <Tooltip
      label={
        <>
          {help} <KeyHint keys={keys} />
        </>
      }
    >
      <Button
        size="compact-sm"
        variant="default"
        leftSection={icon}
        aria-pressed={isOn}
        className={isOn ? `${classes.tool} ${classes.on}` : classes.tool}
        onClick={onClick}
      >
        {label}
      </Button>
    </Tooltip>
  );
}
