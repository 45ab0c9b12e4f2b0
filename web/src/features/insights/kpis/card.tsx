import type { Tone } from "~/lib/status";
import { Sparkline } from "~/ui/plots";
import type { Delta } from "./delta";
import classes from "./kpis.module.css";

interface Props {
  title: string;
  value: string;
  /** What is to be known of it besides. */
  note: string;
  delta: Delta | null;
  values: readonly (number | null)[];
  tone: Tone;
}

export function Card({ title, value, note, delta, values, tone }: Props) {
  return (
    <div className={classes.card}>
      <dt className={classes.title}>{title}</dt>
      <dd className={classes.value}>
        {value}
        {values.length > 1 && <Sparkline values={values} tone={tone} />}
      </dd>
      <dd className={classes.note}>
        {delta !== null && <span className={classes[delta.tone]}>{delta.text}</span>}
        {note}
      </dd>
    </div>
  );
}
