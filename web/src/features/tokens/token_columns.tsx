import { useSaid } from "~/lib/now";
import { millis } from "~/lib/time";
import { Chip } from "~/ui/chip";
import type { Column } from "~/ui/data_table";
import { When } from "~/ui/times";
import { RevokeButton } from "./revoke_button";
import classes from "./tokens.module.css";
import { SCOPES, type Token } from "./tokens_query";

export const COLUMNS: Column<Token>[] = [
  {
    head: "Name",
    cell: (token) => (
      <>
        {token.name} <span className={classes.hint}>ty_…{token.hint}</span>
      </>
    ),
  },
  {
    head: "May",
    cell: (token) => token.scopes.map((scope) => SCOPES[scope].name).join(", "),
  },
  { head: "Expires", cell: (token) => <Expiry at={token.expires_at} /> },
  { head: "Last used", cell: (token) => <LastUse token={token} /> },
  { head: "Made", cell: (token) => <When at={token.created_at} /> },
  { head: "Revoke", headUnseen: true, cell: (token) => <RevokeButton token={token} /> },
];

function Expiry({ at }: { at: string | null }) {
  const isOver = useSaid((now) => at !== null && millis(at) <= now);
  if (at === null) return <>Never</>;
  if (isOver) return <Chip tone="failed">Expired</Chip>;
  return <When at={at} />;
}

function LastUse({ token }: { token: Token }) {
  if (token.last_used_at === null) return <span className="ty-muted">Never</span>;
  return (
    <>
      <When at={token.last_used_at} />
      {token.last_used_from !== null && (
        <span className={classes.from}> from {token.last_used_from}</span>
      )}
    </>
  );
}
