import type { ReactNode } from "react";
import { Callout } from "./callout";
import { CommandLine } from "./command_line";
import classes from "./shown_once.module.css";

/** A secret that nobody can look up again. `what` is "token" or "link". */
export function ShownOnce({
  secret,
  what,
  children,
}: {
  secret: string;
  what: string;
  children?: ReactNode;
}) {
  return (
    <div className={classes.shown}>
      <Callout tone="attention" title={`Copy the ${what} now`}>
        <p>It is shown this once: nobody can look it up again, not even you.</p>
      </Callout>
      <CommandLine text={secret} what={what} />
      {children}
    </div>
  );
}
