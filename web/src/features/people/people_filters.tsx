import { Select } from "@mantine/core";
import { useCallback } from "react";
import { useQueryState } from "~/lib/query_state";
import { useRights } from "~/lib/session";
import { SearchField } from "~/ui/search_field";
import classes from "./people.module.css";
import { ROLE_NAMES, ROLES } from "./roles";

const ACCOUNTS = [
  { value: "active", label: "May sign in" },
  { value: "disabled", label: "Disabled" },
];

export function PeopleFilters() {
  const [query, change] = useQueryState();
  const { administer } = useRights();
  const search = useCallback(
    (words: string) => change({ q: words || null }, { replace: true }),
    [change],
  );
  return (
    <search className={classes.filters}>
      <SearchField
        label="Search people"
        keysOf="People"
        value={query.get("q") ?? ""}
        onChange={search}
        className={classes.words}
      />
      <Select
        aria-label="Role"
        placeholder="Every role"
        clearable
        clearButtonProps={{ "aria-label": "Every role" }}
        data={ROLES.map((role) => ({ value: role, label: ROLE_NAMES[role] }))}
        value={query.get("role")}
        onChange={(role) => change({ role })}
        className={classes.choice}
      />
      {administer && (
        <Select
          aria-label="Accounts"
          placeholder="Every account"
          clearable
          clearButtonProps={{ "aria-label": "Every account" }}
          data={ACCOUNTS}
          value={query.get("account")}
          onChange={(account) => change({ account })}
          className={classes.choice}
        />
      )}
    </search>
  );
}
