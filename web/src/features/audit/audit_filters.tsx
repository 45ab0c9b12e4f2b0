import { Button, Select, TextInput } from "@mantine/core";
import { useCallback, useId, useState } from "react";
import { useQueryState } from "~/lib/query_state";
import { SearchField } from "~/ui/search_field";
import { ACTIONS } from "./actions";
import { ActorSelect } from "./actor_select";
import classes from "./audit.module.css";
import { FILTERS } from "./audit_query";

const ACTION_CHOICES = Object.entries(ACTIONS).map(([value, label]) => ({ value, label }));
const OUTCOMES = [
  { value: "ok", label: "Done" },
  { value: "refused", label: "Refused" },
];
const NOTHING = Object.fromEntries(FILTERS.map((name) => [name, null]));

export function AuditFilters() {
  const [query, change] = useQueryState();
  const [isOpen, setOpen] = useState(false);
  const id = useId();
  const used = FILTERS.filter((name) => query.has(name)).length;
  const target = useCallback(
    (words: string) => change({ target: words || null }, { replace: true }),
    [change],
  );
  const day = (name: "after" | "before", label: string) => (
    <TextInput
      type="date"
      label={label}
      value={query.get(name)?.slice(0, 10) ?? ""}
      // Each digit of a year that is typed makes another day: they are no steps to go back.
      onChange={(event) => change({ [name]: event.currentTarget.value || null }, { replace: true })}
      className={classes.day}
    />
  );
  return (
    <search>
      <Button
        variant="default"
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={() => setOpen(!isOpen)}
        className={classes.fold}
      >
        {used === 0 ? "Filters" : `Filters: ${used}`}
      </Button>
      <div id={id} className={`${classes.filters} ${isOpen ? classes.open : ""}`}>
        <ActorSelect value={query.get("actor")} onChange={(actor) => change({ actor })} />
        <Select
          label="What"
          placeholder="Everything"
          searchable
          clearable
          clearButtonProps={{ "aria-label": "Everything" }}
          nothingFoundMessage="There is no such action"
          data={ACTION_CHOICES}
          value={query.get("action")}
          onChange={(action) => change({ action })}
          className={classes.action_choice}
        />
        <SearchField
          label="To what"
          placeholder="user:7"
          value={query.get("target") ?? ""}
          onChange={target}
          className={classes.choice}
        />
        <Select
          label="Outcome"
          placeholder="Either"
          clearable
          clearButtonProps={{ "aria-label": "Either" }}
          data={OUTCOMES}
          value={query.get("outcome")}
          onChange={(outcome) => change({ outcome })}
          className={classes.choice}
        />
        {day("after", "From")}
        {day("before", "Before")}
        {used > 0 && (
          <Button variant="subtle" onClick={() => change(NOTHING)} className={classes.clear}>
            Clear
          </Button>
        )}
      </div>
    </search>
  );
}
