import { Button } from "@mantine/core";
import { EmptyNote } from "~/ui/notes";
import { SidePanel } from "~/ui/side_panel";
import { actionSaid } from "./actions";
import type { Entry } from "./audit_query";
import { EntryFacts } from "./entry_facts";

interface Pages {
  hasNextPage: boolean;
  isFetchingNextPage: boolean;
  fetchNextPage: () => unknown;
}

/** All of one entry, beside the list: /audit?entry=120. */
export function EntryPanel({
  id,
  entries,
  pages,
  close,
}: {
  id: string | null;
  entries: readonly Entry[] | undefined;
  pages: Pages;
  close: () => void;
}) {
  const entry = entries?.find((one) => one.id === id);
  return (
    <SidePanel
      isOpen={id !== null && entries !== undefined}
      close={close}
      title={entry === undefined ? `Entry #${id}` : actionSaid(entry.action)}
    >
      {entry !== undefined ? (
        <EntryFacts entry={entry} />
      ) : (
        <EmptyNote title="It is not in what is listed so far.">
          {pages.hasNextPage ? (
            <Button
              variant="default"
              loading={pages.isFetchingNextPage}
              onClick={() => void pages.fetchNextPage()}
            >
              Look further back
            </Button>
          ) : (
            <p>The filters leave it out, or there is no such entry.</p>
          )}
        </EmptyNote>
      )}
    </SidePanel>
  );
}
