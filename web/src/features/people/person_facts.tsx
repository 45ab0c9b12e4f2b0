import { Button } from "@mantine/core";
import { Link } from "wouter";
import type { User } from "~/lib/api/types";
import { useRights } from "~/lib/session";
import { Chip } from "~/ui/chip";
import { FactList } from "~/ui/fact_list";
import { When } from "~/ui/times";
import classes from "./people.module.css";
import { OWNER } from "./people_query";
import { PersonNumbers } from "./person_numbers";
import { useVerbsFor } from "./person_verbs";
import { ROLE_NAMES, ROLE_SAYS } from "./roles";
import { givenTo, madeBy } from "./task_links";

export function PersonFacts({ user }: { user: User }) {
  const { administer } = useRights();
  return (
    <div className={classes.facts}>
      <p>
        <strong>{ROLE_NAMES[user.role]}</strong> {user.disabled && <Chip>Disabled</Chip>}
        <br />
        <span className="ty-muted">{ROLE_SAYS[user.role]}</span>
      </p>
      {user.id === OWNER && (
        <p className="ty-muted">
          The owner of the machine: whoever can read the local token. This account has no password
          and cannot be changed.
        </p>
      )}
      {user.total_tasks_assigned !== null && <PersonNumbers user={user} />}
      <p className={classes.links}>
        <Link href={givenTo(user)}>Tasks given to them</Link>
        <Link href={madeBy(user)}>Tasks they made</Link>
        {administer && <Link href={`/audit?actor=${user.id}`}>What they did</Link>}
        {administer && <Link href={`/audit?target=user:${user.id}`}>What was done to them</Link>}
      </p>
      <FactList facts={accountFacts(user)} />
      <Verbs user={user} />
    </div>
  );
}

function accountFacts(user: User) {
  const when = (at: string | null) => at !== null && <When at={at} />;
  return [
    { name: "E-mail", value: user.email },
    { name: "User name", value: user.username },
    { name: "External id", value: user.external_id },
    { name: "Signed in", value: when(user.last_login_at) },
    { name: "Added", value: when(user.created_at) },
    { name: "Changed", value: when(user.updated_at) },
  ];
}

function Verbs({ user }: { user: User }) {
  const verbs = useVerbsFor(user);
  if (verbs.length === 0) return null;
  return (
    <div className={classes.verbs}>
      {verbs.map((verb) => (
        <Button
          key={verb.label}
          variant={verb.isDanger ? "subtle" : "default"}
          leftSection={<verb.icon size={16} />}
          onClick={verb.run}
          {...(verb.isDanger ? { color: "danger" } : {})}
        >
          {verb.label}
        </Button>
      ))}
    </div>
  );
}
