import { Button } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import type { Role } from "~/lib/api/types";
import { useQueryState } from "~/lib/query_state";
import { useRights } from "~/lib/session";
import { DataTable } from "~/ui/data_table";
import { EmptyNote, ProblemNote } from "~/ui/notes";
import { ShowMore } from "~/ui/show_more";
import { Waiting } from "~/ui/waiting";
import classes from "./people.module.css";
import { ADMIN_COLUMNS, COLUMNS } from "./people_columns";
import { PeopleFilters } from "./people_filters";
import { type PeopleFilter, peopleQuery } from "./people_query";
import { ROLES } from "./roles";

const NO_FILTER = { q: null, role: null, account: null };

export function PeopleList() {
  const [query, change] = useQueryState();
  const { administer } = useRights();
  const filter = filterOf(query);
  const pages = useInfiniteQuery(peopleQuery(filter));
  const people = pages.data?.pages.flatMap((page) => page.users);
  const isFiltered = Object.keys(NO_FILTER).some((name) => query.has(name));
  return (
    <section className={classes.part}>
      <PeopleFilters />
      {pages.error !== null && (
        <ProblemNote error={pages.error} retry={() => void pages.refetch()} />
      )}
      {pages.isPending && <Waiting />}
      {people?.length === 0 && isFiltered && (
        <EmptyNote title="Nobody like that here.">
          <Button variant="default" onClick={() => change(NO_FILTER)}>
            Show everybody
          </Button>
        </EmptyNote>
      )}
      {people !== undefined && people.length > 0 && (
        <DataTable
          label="People"
          columns={administer ? ADMIN_COLUMNS : COLUMNS}
          rows={people}
          keyOf={(user) => user.id}
          order={filter.order}
          onOrder={(order) => change({ order })}
        />
      )}
      <ShowMore pages={pages} />
    </section>
  );
}

/** What the address asks for; what it has wrong is as if it were not there. */
export function filterOf(query: URLSearchParams): PeopleFilter {
  const account = query.get("account");
  const order = query.get("order") ?? "";
  return {
    q: query.get("q") ?? "",
    role: ROLES.find((role: Role) => role === query.get("role")) ?? null,
    disabled: account === "disabled" ? true : account === "active" ? false : null,
    order: /^-?(name|created_at)$/.test(order) ? order : "name",
  };
}
