import { Link } from "wouter";
import { changed } from "~/lib/query_state";
import { exactly } from "~/lib/time";
import { Chip } from "~/ui/chip";
import type { Column } from "~/ui/data_table";
import { useZone, When } from "~/ui/times";
import { actionSaid } from "./actions";
import classes from "./audit.module.css";
import type { Entry } from "./audit_query";
import { Target } from "./target";

export const COLUMNS: Column<Entry>[] = [
  { head: "What", cell: (entry) => <What entry={entry} /> },
  { head: "When", cell: (entry) => <When at={entry.at} /> },
  { head: "Who", cell: (entry) => <Who entry={entry} /> },
  { head: "To what", cell: (entry) => entry.target !== null && <Target target={entry.target} /> },
  { head: "Outcome", cell: (entry) => <Outcome outcome={entry.outcome} /> },
  { head: "From", cell: (entry) => entry.address ?? entry.via },
];

function What({ entry }: { entry: Entry }) {
  const zone = useZone();
  const query = changed(new URLSearchParams(window.location.search), { entry: entry.id });
  return (
    <>
      <Link
        href={`/audit?${query}`}
        className={classes.what}
        aria-label={`${actionSaid(entry.action)}, ${exactly(entry.at, zone)}`}
      >
        {actionSaid(entry.action)}
      </Link>
      <div className={classes.action}>{entry.action}</div>
    </>
  );
}

/** Its name narrows the list to what they did. */
function Who({ entry: { actor } }: { entry: Entry }) {
  if (actor === null) return <span className="ty-muted">Not signed in</span>;
  const query = changed(new URLSearchParams(window.location.search), {
    actor: actor.id,
    entry: null,
  });
  return (
    <Link href={`/audit?${query}`} className={classes.who}>
      {actor.name}
    </Link>
  );
}

/** What was done is the rule; what was refused stands out. */
export function Outcome({ outcome }: { outcome: string }) {
  return outcome === "refused" ? <Chip tone="failed">Refused</Chip> : <>Done</>;
}
