import { Button } from "@mantine/core";
import { IconShieldCheck } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { api, take } from "~/lib/api/client";
import { Callout } from "~/ui/callout";
import { ask } from "~/ui/dialogs";
import { ProblemNote } from "~/ui/notes";
import { Waiting } from "~/ui/waiting";

/** Has the server go through all of the log. */
export function CheckButton() {
  return (
    <Button
      variant="default"
      leftSection={<IconShieldCheck size={16} />}
      onClick={() => void ask<null>("Is the log whole?", () => <CheckResult />)}
    >
      Check that it is whole
    </Button>
  );
}

/** What came of it, and what it cannot tell. */
export function CheckResult() {
  const { data, error, refetch } = useQuery({
    queryKey: ["audit-check"],
    queryFn: ({ signal }) => take(api.GET("/api/v1/audit/check", { signal })),
    gcTime: 0, // asked anew each time
  });
  if (error !== null) return <ProblemNote error={error} retry={() => void refetch()} />;
  if (data === undefined) return <Waiting />;
  if (!data.intact) {
    return (
      <Callout tone="failed" title={`No: it is broken at entry #${data.first_broken}`}>
        <p>
          This entry is not as it was written, or one before it was put in or taken out. Somebody
          has changed the database file itself. Keep a copy of it, and compare it with your exports.
        </p>
      </Callout>
    );
  }
  return (
    <Callout tone="completed" title="Yes: every entry is as it was written">
      <p>
        None was changed, put in or taken out from between. This cannot show whether the newest were
        cut off, or all of it was written anew by somebody with the file in hand: the hashes of
        exports that are kept elsewhere show that.
      </p>
    </Callout>
  );
}
