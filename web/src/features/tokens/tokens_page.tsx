import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { SettingsNav } from "~/features/settings";
import { DataTable } from "~/ui/data_table";
import { ask } from "~/ui/dialogs";
import { EmptyNote, ProblemNote } from "~/ui/notes";
import { PageHead } from "~/ui/page_head";
import { Waiting } from "~/ui/waiting";
import { MadeToken } from "./made_token";
import { NewTokenForm } from "./new_token_form";
import { COLUMNS } from "./token_columns";
import { type NewToken, tokensQuery } from "./tokens_query";

/** One's own API tokens: how scripts come in. */
export function TokensPage() {
  const { data: tokens, error, refetch } = useQuery(tokensQuery);
  return (
    <>
      <SettingsNav />
      <PageHead title="API tokens">
        <Button leftSection={<IconPlus size={16} />} onClick={() => void makeToken()}>
          New token
        </Button>
      </PageHead>
      {error !== null && <ProblemNote error={error} retry={() => void refetch()} />}
      {tokens === undefined && error === null && <Waiting />}
      {tokens?.length === 0 && (
        <EmptyNote title="You have no tokens.">
          <p>A token lets a script do what you may, without your password.</p>
          <Button variant="default" onClick={() => void makeToken()}>
            Make the first one
          </Button>
        </EmptyNote>
      )}
      {tokens !== undefined && tokens.length > 0 && (
        <DataTable label="API tokens" columns={COLUMNS} rows={tokens} keyOf={(one) => one.id} />
      )}
    </>
  );
}

async function makeToken(): Promise<void> {
  const made = await ask<NewToken>("New token", (done) => <NewTokenForm done={done} />);
  if (made === null) return;
  const token = (done: (value: null) => void) => <MadeToken made={made} done={done} />;
  await ask<null>(made.name, token, { isHeld: true });
}
