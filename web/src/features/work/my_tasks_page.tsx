import { NativeSelect } from "@mantine/core";
import { Link } from "wouter";
import { useNow } from "~/lib/now";
import { changed, useQueryState } from "~/lib/query_state";
import { useRights } from "~/lib/session";
import { PageHead } from "~/ui/page_head";
import { GROUPINGS } from "./list/sections";
import { TaskList } from "./list/task_list";
import { VIEWS } from "./list/views";
import classes from "./my_tasks.module.css";

const STEP_MS = 15_000;
const GROUPED_BY = { due: "Deadline", priority: "Priority", person: "Person" };

/** What is for people to do: mine, what I asked for, what nobody has, and everybody's. */
export function MyTasksPage(_: { id: string }) {
  const rights = useRights();
  const now = useNow(STEP_MS);
  const [query, change] = useQueryState();
  const views = VIEWS.filter(({ name }) => name !== "team" || rights.seeAll);
  // Who may only look has nothing to do.
  const usual = rights.create ? "assigned" : "team";
  const named = (name: string | null) => views.find((view) => view.name === name);
  const view = named(query.get("view")) ?? named(usual) ?? VIEWS[0];
  const grouping = GROUPINGS.find((one) => one === query.get("group")) ?? "due";
  if (view === undefined) return null;
  return (
    <>
      <PageHead title="My tasks">
        <NativeSelect
          aria-label="Group by"
          size="xs"
          data={GROUPINGS.map((value) => ({
            value,
            label: `By ${GROUPED_BY[value].toLowerCase()}`,
          }))}
          value={grouping}
          onChange={({ currentTarget: { value } }) =>
            change({ group: value === "due" ? null : value })
          }
        />
      </PageHead>
      <nav className={classes.views} aria-label="Whose tasks">
        {views.map(({ name, label, short }) => (
          <Link
            key={name}
            href={`/my?${changed(new URLSearchParams(query), { view: name, open: null })}`}
            className={`${classes.view} ${name === view.name ? classes.here : ""}`}
            aria-current={name === view.name ? "page" : undefined}
          >
            <span className={classes.long}>{label}</span>
            <span className={classes.short}>{short}</span>
          </Link>
        ))}
      </nav>
      <TaskList key={view.name} view={view} grouping={grouping} now={now} />
    </>
  );
}
