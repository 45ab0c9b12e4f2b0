import type { ReactNode } from "react";
import classes from "./callout.module.css";
import state from "./state.module.css";

/** A few words that must not be overlooked. */
export function Callout({
  tone = "neutral",
  title,
  children,
}: {
  tone?: "neutral" | "attention" | "completed" | "failed";
  title: string;
  children?: ReactNode;
}) {
  return (
    <div className={`${classes.callout} ${state[tone]}`}>
      <p className={classes.title}>{title}</p>
      {children}
    </div>
  );
}
