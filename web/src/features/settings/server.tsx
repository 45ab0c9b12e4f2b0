import { Button, Switch } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useCallback } from "react";
import { useQueryState } from "~/lib/query_state";
import { DataTable } from "~/ui/data_table";
import { EmptyNote, ProblemNote } from "~/ui/notes";
import { SearchField } from "~/ui/search_field";
import { Waiting } from "~/ui/waiting";
import { chosen, sections } from "./choose_settings";
import classes from "./server.module.css";
import { COLUMNS } from "./server_columns";
import { settingsQuery } from "./settings_query";

/** What the server goes by, and who set it. */
export function Server() {
  const { data: settings, error, refetch } = useQuery(settingsQuery);
  const [query, change] = useQueryState();
  const words = query.get("q") ?? "";
  const isSetOnly = query.has("set");
  const search = useCallback((q: string) => change({ q: q || null }, { replace: true }), [change]);
  if (error !== null) return <ProblemNote error={error} retry={() => void refetch()} />;
  if (settings === undefined) return <Waiting />;
  const shown = chosen(settings, { words, isSetOnly });
  return (
    <div className={classes.server}>
      <p className="ty-muted">
        The server read these when it started. To change one, set its variable where the server is
        started, or in the file <code>.env</code> beside it, and restart it.
      </p>
      <search className={classes.filters}>
        <SearchField
          label="Search settings"
          keysOf="Settings"
          value={words}
          onChange={search}
          className={classes.words}
        />
        <Switch
          label="Only what somebody has set"
          checked={isSetOnly}
          onChange={(event) => change({ set: event.currentTarget.checked ? "1" : null })}
        />
      </search>
      {shown.length === 0 && (
        <EmptyNote title="No setting is like that.">
          <Button variant="default" onClick={() => change({ q: null, set: null })}>
            Show all of them
          </Button>
        </EmptyNote>
      )}
      {sections(shown).map(([title, ones]) => (
        <section key={title}>
          <h2>{title}</h2>
          <DataTable label={title} columns={COLUMNS} rows={ones} keyOf={(one) => one.name} />
        </section>
      ))}
    </div>
  );
}
