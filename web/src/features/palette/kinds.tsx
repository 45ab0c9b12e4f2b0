import classes from "./kinds.module.css";
import { type Kind, SIGNS, typedFor, type Wanted } from "./wanted";

const LABELS: [kind: Kind | null, label: string][] = [
  [null, "All"],
  ["actions", "Actions"],
  ["tasks", "Tasks"],
  ["people", "People"],
];

/** Among what to look: by mouse what the first sign says by keyboard. */
export function Kinds({ wanted, onChange }: { wanted: Wanted; onChange: (typed: string) => void }) {
  return (
    <div className={classes.kinds}>
      {LABELS.map(([kind, label]) => (
        <button
          key={label}
          type="button"
          className={classes.kind}
          aria-pressed={wanted.only === kind}
          // The field keeps the focus: one goes on typing.
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => onChange(typedFor(kind, wanted))}
        >
          {label}
          {kind !== null && (
            <span className={classes.sign} aria-hidden="true">
              {SIGNS[kind]}
            </span>
          )}
        </button>
      ))}
    </div>
  );
}
