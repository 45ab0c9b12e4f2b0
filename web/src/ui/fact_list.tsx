import type { ReactNode } from "react";
import classes from "./fact_list.module.css";

export interface FactLine {
  name: string;
  value: ReactNode;
}

/** Names and their values; what has none is left out. */
export function FactList({ facts }: { facts: readonly FactLine[] }) {
  const known = facts.filter(({ value }) => value !== null && value !== false && value !== "");
  return (
    <dl className={classes.facts}>
      {known.map(({ name, value }) => (
        <div key={name} className={classes.fact}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
