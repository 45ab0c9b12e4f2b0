import { exactly } from "~/lib/time";
import { FactList } from "~/ui/fact_list";
import { useZone } from "~/ui/times";
import classes from "./audit.module.css";
import { Outcome } from "./audit_columns";
import type { Entry } from "./audit_query";
import { detailSaid } from "./details";
import { Target } from "./target";

export function EntryFacts({ entry }: { entry: Entry }) {
  const zone = useZone();
  const details = Object.entries(entry.details);
  return (
    <div className={classes.entry}>
      <FactList
        facts={[
          { name: "Entry", value: `#${entry.id}` },
          { name: "When", value: exactly(entry.at, zone) },
          {
            name: "Who",
            value:
              entry.actor === null ? "Not signed in" : `${entry.actor.name} (#${entry.actor.id})`,
          },
          { name: "Action", value: <code>{entry.action}</code> },
          { name: "To what", value: entry.target !== null && <Target target={entry.target} /> },
          { name: "Outcome", value: <Outcome outcome={entry.outcome} /> },
          { name: "By way of", value: entry.via },
          { name: "From", value: entry.address },
        ]}
      />
      {details.length > 0 && (
        <section>
          <h2>Details</h2>
          <FactList facts={details.map(([name, value]) => ({ name, value: detailSaid(value) }))} />
        </section>
      )}
      <section>
        <h2>In the chain</h2>
        <FactList
          facts={[
            { name: "Hash", value: <code className={classes.hash}>{entry.hash}</code> },
            { name: "Before it", value: <code className={classes.hash}>{entry.previous}</code> },
          ]}
        />
      </section>
    </div>
  );
}
