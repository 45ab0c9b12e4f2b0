import type { ReactNode } from "react";
import type { Tone } from "~/lib/status";
import classes from "./state.module.css";

/** A word that classifies what it stands beside. */
export function Chip({ tone = "neutral", children }: { tone?: Tone; children: ReactNode }) {
  return <span className={`${classes.chip} ${classes[tone]} ${classes.worded}`}>{children}</span>;
}
