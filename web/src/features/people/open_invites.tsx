import { Button } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { api, take } from "~/lib/api/client";
import type { components } from "~/lib/api/schema";
import { type Column, DataTable } from "~/ui/data_table";
import { EmptyNote, ProblemNote } from "~/ui/notes";
import { When } from "~/ui/times";
import { failed, told } from "~/ui/toast";
import { Waiting } from "~/ui/waiting";
import { refreshing } from "./change_person";
import classes from "./people.module.css";
import { invitesQuery } from "./people_query";
import { ROLE_NAMES } from "./roles";

type Invite = components["schemas"]["InviteOut"];

const COLUMNS: Column<Invite>[] = [
  { head: "For", cell: (invite) => invite.email ?? "Whoever has the link" },
  { head: "Role", cell: (invite) => ROLE_NAMES[invite.role] },
  { head: "Invited by", cell: (invite) => invite.created_by.name },
  { head: "Invited", cell: (invite) => <When at={invite.created_at} /> },
  { head: "Expires", cell: (invite) => <When at={invite.expires_at} /> },
  { head: "Revoke", headUnseen: true, cell: (invite) => <RevokeButton invite={invite} /> },
];

/** The links that nobody has used yet: one's own, and for an administrator everybody's. */
export function OpenInvites() {
  const { data: invites, error, refetch } = useQuery(invitesQuery);
  if (error !== null) return <ProblemNote error={error} retry={() => void refetch()} />;
  if (invites === undefined) return <Waiting />;
  if (invites.length === 0) {
    return (
      <EmptyNote title="No invite is open.">
        <p>A link that somebody has used, or that is older than seven days, is not listed.</p>
      </EmptyNote>
    );
  }
  return (
    <section className={classes.part}>
      <DataTable label="Open invites" columns={COLUMNS} rows={invites} keyOf={(one) => one.id} />
    </section>
  );
}

function RevokeButton({ invite }: { invite: Invite }) {
  const client = useQueryClient();
  const params = { path: { invite_id: invite.id } };
  function revoke() {
    refreshing(client, take(api.DELETE("/api/v1/invites/{invite_id}", { params })))
      .then(() => told("The link does not work any more"))
      .catch(failed);
  }
  const whose = invite.email ?? `link of ${invite.created_by.name}`;
  return (
    <Button variant="default" aria-label={`Revoke the invite: ${whose}`} onClick={revoke}>
      Revoke
    </Button>
  );
}
