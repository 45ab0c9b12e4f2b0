import { Button } from "@mantine/core";
import classes from "./refusal.module.css";

interface Props {
  /** How things are now: "The list is as it was before." */
  what: string;
  error: unknown;
  again: () => void;
}

/** What could not be done, said where it was done. */
export function Refusal({ what, error, again }: Props) {
  const message = error instanceof Error ? error.message : String(error);
  const why = /[.!?]$/.test(message) ? message : `${message}.`;
  return (
    <div className={classes.refusal} role="alert">
      <p>
        {why} {what}
      </p>
      <Button size="compact-xs" variant="default" onClick={again}>
        Try again
      </Button>
    </div>
  );
}
