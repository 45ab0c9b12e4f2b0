import { Button } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { SettingsNav } from "~/features/settings";
import { useQueryState } from "~/lib/query_state";
import { useRights } from "~/lib/session";
import { DataTable } from "~/ui/data_table";
import { EmptyNote, ProblemNote } from "~/ui/notes";
import { PageHead } from "~/ui/page_head";
import { ShowMore } from "~/ui/show_more";
import { useZone } from "~/ui/times";
import { Waiting } from "~/ui/waiting";
import { COLUMNS } from "./audit_columns";
import { AuditFilters } from "./audit_filters";
import { auditQuery, exportUrl, FILTERS, filtersOf } from "./audit_query";
import { CheckButton } from "./check_button";
import { EntryPanel } from "./entry_panel";

export function AuditPage() {
  const { administer } = useRights();
  return (
    <>
      <SettingsNav />
      {administer ? (
        <AuditLog />
      ) : (
        <>
          <PageHead title="Audit log" />
          <EmptyNote title="Only administrators read the audit log." />
        </>
      )}
    </>
  );
}

/** Who did what to accounts, ways in and the tasks of others, and what was refused to whom. */
function AuditLog() {
  const [query, change] = useQueryState();
  const filters = filtersOf(query, useZone());
  const pages = useInfiniteQuery(auditQuery(filters));
  const entries = pages.data?.pages.flatMap((page) => page.entries);
  return (
    <>
      <PageHead title="Audit log">
        <CheckButton />
        <Button
          component="a"
          href={exportUrl(filters)}
          download="audit.ndjson"
          variant="default"
          leftSection={<IconDownload size={16} />}
        >
          Export as JSON lines
        </Button>
      </PageHead>
      <AuditFilters />
      {pages.error !== null && (
        <ProblemNote error={pages.error} retry={() => void pages.refetch()} />
      )}
      {pages.isPending && <Waiting />}
      {entries?.length === 0 && (
        <EmptyNote title="Nothing like that was done, or refused.">
          <Button
            variant="default"
            onClick={() => change(Object.fromEntries(FILTERS.map((name) => [name, null])))}
          >
            Show everything
          </Button>
        </EmptyNote>
      )}
      {entries !== undefined && entries.length > 0 && (
        <DataTable label="Audit log" columns={COLUMNS} rows={entries} keyOf={(one) => one.id} />
      )}
      <ShowMore pages={pages} />
      <EntryPanel
        id={query.get("entry")}
        entries={entries}
        pages={pages}
        close={() => change({ entry: null })}
      />
    </>
  );
}
