import { Link } from "wouter";
import type { User } from "~/lib/api/types";
import { changed } from "~/lib/query_state";
import { useMe } from "~/lib/session";
import classes from "./people.module.css";

/** Opens who it is beside the list. */
export function PersonLink({ user }: { user: User }) {
  const me = useMe();
  const query = changed(new URLSearchParams(window.location.search), { person: user.id });
  return (
    <>
      <Link href={`/users?${query}`} className={classes.person}>
        {user.name}
      </Link>
      {user.id === me.id && <span className="ty-muted"> (you)</span>}
    </>
  );
}
