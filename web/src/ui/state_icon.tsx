import type { ReactNode } from "react";
import type { Task } from "~/lib/api/types";
import { type Glyph, type Look, lookOf } from "~/lib/status";
import classes from "./state.module.css";

// Drawn in 16 × 16. A circle is the machine's, a square a person's, an octagon has failed.
const RING = <circle cx="8" cy="8" r="6" className={classes.line} />;
const DISC = <circle cx="8" cy="8" r="7" className={classes.fill} />;
const BOX = <rect x="2" y="2" width="12" height="12" rx="2.5" className={classes.line} />;
const FULL_BOX = <rect x="1" y="1" width="14" height="14" rx="3" className={classes.fill} />;
const OCTAGON = <path d="M5 1h6l4 4v6l-4 4H5l-4-4V5z" className={classes.fill} />;
const CUT = classes.cut;

const TICK = <path d="m4.6 8.2 2.3 2.3 4.5-4.9" className={CUT} />;
const SLASH = <path d="m4 12 8-8" className={classes.line} />;

const MACHINE: Record<Glyph, ReactNode> = {
  link: (
    <>
      {RING}
      <path d="M5.5 8h5M7 6H5.6a2 2 0 0 0 0 4H7m2-4h1.4a2 2 0 0 1 0 4H9" className={classes.thin} />
    </>
  ),
  ring: RING,
  arc: <path d="M8 2a6 6 0 1 1-6 6" className={classes.line} />,
  "arc-bar": (
    <>
      <path d="M8 2a6 6 0 1 1-6 6" className={classes.line} />
      <path d="M5 8h6" className={classes.line} />
    </>
  ),
  tick: (
    <>
      {DISC}
      {TICK}
    </>
  ),
  cross: cut("m5.5 5.5 5 5m0-5-5 5"),
  slash: (
    <>
      {RING}
      {SLASH}
    </>
  ),
  timer: cut("M8 4.2V8l2.6 1.8"),
  bolt: cut("M8.8 3.8 6 8.4h4l-2.8 4"),
  broken: cut("M5 6.2a3.4 3.4 0 0 1 5.4-.6M11 9.8a3.4 3.4 0 0 1-5.4.6M5 8h1.6m2.8 0H11"),
  calendar: cut("M4.8 6.4h6.4M4.8 5h6.4v6H4.8zM8 7.6v1.6"),
  plug: cut("M6.4 4.4v2.2m3.2-2.2v2.2M5 6.6h6v1.6a3 3 0 0 1-6 0zM8 11v1.6"),
  dashed: <rect x="2" y="2" width="12" height="12" rx="2.5" className={classes.dashed} />,
  hollow: BOX,
  half: BOX,
  bang: cut("M8 4.4v4.4m0 2.2v.6"),
};

const PERSON: Partial<Record<Glyph, ReactNode>> = {
  link: (
    <>
      {BOX}
      <path d="M5.5 8h5" className={classes.thin} />
    </>
  ),
  half: (
    <>
      {BOX}
      <path d="M3.4 12.6h9.2L12.6 3.4z" className={classes.fill} />
    </>
  ),
  tick: (
    <>
      {FULL_BOX}
      {TICK}
    </>
  ),
  cross: boxed("m5.5 5.5 5 5m0-5-5 5"),
  calendar: boxed("M8 4v4.6M8 11v.6"),
  slash: (
    <>
      {BOX}
      {SLASH}
    </>
  ),
};

function cut(path: string): ReactNode {
  return (
    <>
      {OCTAGON}
      <path d={path} className={CUT} />
    </>
  );
}

function boxed(path: string): ReactNode {
  return (
    <>
      {FULL_BOX}
      <path d={path} className={CUT} />
    </>
  );
}

type Shown = Pick<Task, "kind" | "status" | "reason">;

/** The state's sign, without its word: for where the word stands beside it. */
export function StateIcon({ task, size = 16 }: { task: Shown; size?: number }) {
  const look = lookOf(task);
  const drawn = (task.kind === "person" && PERSON[look.glyph]) || MACHINE[look.glyph];
  return (
    <svg
      viewBox="0 0 16 16"
      width={size}
      height={size}
      className={`${classes.icon} ${classes[look.tone]} ${look.glyph === "arc" ? classes.turning : ""}`}
      aria-hidden="true"
    >
      {drawn}
    </svg>
  );
}

/** Sign and word. `word` replaces the state's own, as in "Overdue". */
export function StateChip({
  task,
  word,
  tone,
}: {
  task: Shown;
  word?: string;
  tone?: Look["tone"];
}) {
  const look = lookOf(task);
  return (
    <span className={`${classes.chip} ${classes[tone ?? look.tone]}`}>
      <StateIcon task={task} size={14} />
      {word ?? look.label}
    </span>
  );
}
