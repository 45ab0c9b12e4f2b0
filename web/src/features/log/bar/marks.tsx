import { useStore } from "../store";
import type { Shown } from "../view/rows";
import { useSessionOf } from "../viewer";
import classes from "./bar.module.css";

const HEIGHT = 1_000;

/** Where in the log something was found, and where one is among that. */
export function Marks({ shown }: { shown: Shown }) {
  const { tally, current } = useStore(useSessionOf().search);
  if (tally === null) return null;
  const y = (line: number) => ((shown.before(line) / Math.max(1, shown.size)) * HEIGHT).toFixed(1);
  const path = [...tally.parts.keys()].map((line) => `M0 ${y(line)}h1`).join("");
  return (
    <svg
      className={classes.marks}
      viewBox={`0 0 1 ${HEIGHT}`}
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      <path d={path} className={classes.mark} />
      {current !== null && <path d={`M0 ${y(current)}h1`} className={classes.here} />}
    </svg>
  );
}
