import { Switch } from "@mantine/core";
import { type ReactNode, useId, useState } from "react";
import { type Entry, Legend } from "./legend";
import classes from "./plot.module.css";
import { type Facts, PlotTable } from "./plot_table";

interface Props {
  /** The question it answers. */
  title: string;
  /** The answer in a sentence. */
  answer?: ReactNode;
  legend?: readonly Entry[];
  /** The same as a table. */
  facts: Facts;
  /** Said instead of a plot where there is nothing to draw. */
  empty?: string | false;
  children?: ReactNode;
}

/** The frame of every plot. */
export function Plot({ title, answer, legend, facts, empty = false, children }: Props) {
  const [isTable, setIsTable] = useState(false);
  const id = useId();
  return (
    <figure className={classes.plot} aria-labelledby={id}>
      <div className={classes.head}>
        <h2 id={id} className={classes.title}>
          {title}
        </h2>
        {empty === false && (
          <Switch
            size="xs"
            label="View as table"
            aria-label={`View as table: ${title}`}
            checked={isTable}
            onChange={(event) => setIsTable(event.currentTarget.checked)}
          />
        )}
      </div>
      {empty === false ? (
        <>
          {answer !== undefined && <p className={classes.answer}>{answer}</p>}
          {isTable && <PlotTable title={title} facts={facts} />}
          {!isTable && legend !== undefined && <Legend entries={legend} />}
          {!isTable && children}
        </>
      ) : (
        <p className={classes.empty}>{empty}</p>
      )}
    </figure>
  );
}
