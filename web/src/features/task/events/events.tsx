import { useQuery } from "@tanstack/react-query";
import type { Task } from "~/lib/api/types";
import { useRights } from "~/lib/session";
import { exactly } from "~/lib/time";
import { ProblemNote } from "~/ui/notes";
import { useZone } from "~/ui/times";
import { Waiting } from "~/ui/waiting";
import classes from "./events.module.css";
import { actsQuery, eventsQuery } from "./events_query";
import { told } from "./tell";

/** What happened to it, from its beginning on, and who did what where that is known. */
export function Events({ task }: { task: Task }) {
  const zone = useZone();
  const { administer } = useRights();
  const events = useQuery(eventsQuery(task));
  const acts = useQuery({ ...actsQuery(task), enabled: administer });
  if (events.data === undefined) {
    if (events.error === null) return <Waiting />;
    return <ProblemNote error={events.error} retry={() => void events.refetch()} />;
  }
  return (
    <>
      {!events.data.complete && (
        <p className="ty-muted">What came before is not kept any more: the journal is full.</p>
      )}
      <ol className={classes.events}>
        {told(task, events.data.events, acts.data ?? []).map(({ key, at, text, tone }) => (
          <li key={key} className={classes.event}>
            <span className={`${classes.dot} ${classes[tone]}`} aria-hidden="true" />
            <time dateTime={at} className={classes.time}>
              {exactly(at, zone)}
            </time>
            <span>{text}</span>
          </li>
        ))}
      </ol>
      {!administer && (
        <p className="ty-muted">
          Who did what with somebody else's task is told to administrators.
        </p>
      )}
    </>
  );
}
