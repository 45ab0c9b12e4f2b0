import { useQuery } from "@tanstack/react-query";
import type { Status, User } from "~/lib/api/types";
import { useRights } from "~/lib/session";
import { count } from "~/lib/size";
import classes from "./people.module.css";
import { completion } from "./people_columns";
import { givenQuery } from "./people_query";

// What can be so of a task that somebody was given.
const STATES: [status: Status, label: string][] = [
  ["pending", "To do"],
  ["in_progress", "In progress"],
  ["completed", "Completed"],
  ["failed", "Failed"],
];

/** How it went with the tasks they were given. */
export function PersonNumbers({ user }: { user: User }) {
  const { seeAll } = useRights();
  const counts = useQuery({ ...givenQuery(user.id), enabled: seeAll }).data;
  return (
    <dl className={classes.numbers}>
      <Figure label="Given to them" value={count(user.total_tasks_assigned ?? 0)} />
      {STATES.map(([status, label]) => (
        <Figure key={status} label={label} value={counts && count(counts[status] ?? 0)} />
      ))}
      <Figure label="Completion" value={completion(user)} />
    </dl>
  );
}

function Figure({ label, value }: { label: string; value: string | undefined }) {
  if (value === undefined) return null;
  return (
    <div>
      <dt>{label}</dt>
      <dd>{value}</dd>
    </div>
  );
}
