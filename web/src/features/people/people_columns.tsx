import { Link } from "wouter";
import type { User } from "~/lib/api/types";
import { Chip } from "~/ui/chip";
import type { Column } from "~/ui/data_table";
import { When } from "~/ui/times";
import classes from "./people.module.css";
import { PersonLink } from "./person_link";
import { PersonMenu } from "./person_menu";
import { ROLE_NAMES } from "./roles";
import { givenTo, madeBy } from "./task_links";

const ROLE: Column<User> = { head: "Role", cell: (user) => ROLE_NAMES[user.role] };

/** For those who see no more of others than this. */
export const COLUMNS: Column<User>[] = [
  { head: "Name", share: 44, order: "name", cell: (user) => <PersonLink user={user} /> },
  ROLE,
  {
    head: "Tasks",
    cell: (user) => (
      <span className={classes.links}>
        <Link href={givenTo(user)}>Given to them</Link>
        <Link href={madeBy(user)}>Made by them</Link>
      </span>
    ),
  },
];

export const ADMIN_COLUMNS: Column<User>[] = [
  {
    head: "Name",
    order: "name",
    cell: (user) => (
      <div>
        <PersonLink user={user} /> {user.disabled && <Chip>Disabled</Chip>}
        <div className={classes.email}>{user.email ?? "the owner of this machine"}</div>
      </div>
    ),
  },
  ROLE,
  { head: "Assigned", numeric: true, cell: (user) => user.total_tasks_assigned },
  { head: "In progress", numeric: true, cell: (user) => user.total_tasks_in_progress },
  { head: "Completed", numeric: true, cell: (user) => user.total_tasks_completed },
  { head: "Failed", numeric: true, cell: (user) => user.total_tasks_failed },
  { head: "Completion", numeric: true, cell: completion },
  {
    head: "Signed in",
    cell: (user) =>
      user.last_login_at === null ? (
        <span className="ty-muted">never</span>
      ) : (
        <When at={user.last_login_at} />
      ),
  },
  {
    head: "Added",
    order: "created_at",
    cell: (user) => user.created_at !== null && <When at={user.created_at} />,
  },
  { head: "Actions", headUnseen: true, cell: (user) => <PersonMenu user={user} /> },
];

/** Of nothing there is no share. */
export function completion(user: User): string {
  const { completion_percentage: share, total_tasks_assigned: given } = user;
  return share === null || given === 0 ? "–" : `${Math.round(share)} %`;
}
