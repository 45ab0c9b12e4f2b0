import { type ReactNode, useId } from "react";
import type { Tone } from "~/lib/status";
import { Hatch } from "./hatch";
import classes from "./legend.module.css";
import { type Ending, Sign } from "./sign";
import { type Dash, Stroke } from "./stroke";
import tones from "./tones.module.css";

export type Entry =
  | { label: string; bar: Tone; hatched?: boolean; turned?: boolean }
  | { label: string; line: Tone; dash: Dash }
  | { label: string; sign: Ending }
  | { label: string; band: Tone };

/** What is drawn how, each as it looks in the plot. */
export function Legend({ entries }: { entries: readonly Entry[] }) {
  return (
    <ul className={classes.legend}>
      {entries.map((entry) => (
        <li key={entry.label}>
          <svg width="22" height="12" aria-hidden="true">
            <Sample entry={entry} />
          </svg>
          {entry.label}
        </li>
      ))}
    </ul>
  );
}

function Sample({ entry }: { entry: Entry }): ReactNode {
  const id = useId();
  if ("sign" in entry) return <Sign ending={entry.sign} x={11} y={6} />;
  if ("band" in entry)
    return (
      <rect
        width="22"
        height="12"
        fill="currentColor"
        opacity="0.15"
        className={tones[entry.band]}
      />
    );
  if ("line" in entry)
    return (
      <Stroke
        points={[
          [1, 6],
          [21, 6],
        ]}
        dash={entry.dash}
        tone={entry.line}
      />
    );
  if (!entry.hatched)
    return <rect x="4" width="14" height="12" fill="currentColor" className={tones[entry.bar]} />;
  return (
    <>
      <Hatch id={id} tone={entry.bar} turned={entry.turned ?? false} />
      <rect x="4" width="14" height="12" fill={`url(#${id})`} />
    </>
  );
}
