import { Button } from "@mantine/core";
import { queryOptions, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { api, take } from "~/lib/api/client";
import type { components } from "~/lib/api/schema";
import { counted } from "~/lib/size";
import { Chip } from "~/ui/chip";
import { type Column, DataTable } from "~/ui/data_table";
import { catchFocus } from "~/ui/lost_focus";
import { ProblemNote } from "~/ui/notes";
import { When } from "~/ui/times";
import { failed, told } from "~/ui/toast";
import { Waiting } from "~/ui/waiting";
import { deviceOf } from "./device";
import classes from "./profile.module.css";

type Session = components["schemas"]["SessionOut"];

const sessionsQuery = queryOptions({
  queryKey: ["sessions"],
  queryFn: async ({ signal }) =>
    (await take(api.GET("/api/v1/auth/sessions", { signal }))).sessions,
  staleTime: 0, // others begin and end without us
  refetchInterval: 15_000,
});

const COLUMNS: Column<Session>[] = [
  {
    head: "Where",
    cell: (session) => (
      <span title={session.agent ?? undefined}>
        {deviceOf(session.agent)} {session.current && <Chip tone="completed">This one</Chip>}
      </span>
    ),
  },
  { head: "Address", cell: (session) => session.address },
  { head: "Last used", cell: (session) => <When at={session.last_used_at} /> },
  { head: "Signed in", cell: (session) => <When at={session.created_at} /> },
  { head: "Ends", cell: (session) => <When at={session.expires_at} /> },
  {
    head: "End it",
    headUnseen: true,
    cell: (session) => !session.current && <EndButton session={session} />,
  },
];

/** Where one is signed in. */
export function Sessions() {
  const { data: sessions, error, refetch } = useQuery(sessionsQuery);
  const end = useEnd();
  const others = sessions?.filter((session) => !session.current) ?? [];
  const heading = useRef<HTMLHeadingElement>(null);
  const count = useRef(0);
  useEffect(() => {
    const now = sessions?.length ?? 0;
    // With a session that ended its button goes.
    if (now < count.current) catchFocus(heading.current);
    count.current = now;
  }, [sessions]);
  return (
    <section className={classes.sessions} aria-labelledby="sessions">
      <div className={classes.head}>
        <h2 id="sessions" ref={heading} tabIndex={-1}>
          Where you are signed in
        </h2>
        {others.length > 1 && (
          <Button variant="default" loading={end.isPending} onClick={() => end.mutate(others)}>
            End all others
          </Button>
        )}
      </div>
      {error !== null && <ProblemNote error={error} retry={() => void refetch()} />}
      {sessions === undefined ? (
        error === null && <Waiting />
      ) : (
        <DataTable label="Sessions" columns={COLUMNS} rows={sessions} keyOf={(one) => one.id} />
      )}
    </section>
  );
}

function EndButton({ session }: { session: Session }) {
  const end = useEnd();
  return (
    <Button
      variant="default"
      aria-label={`End the session of ${deviceOf(session.agent)}`}
      loading={end.isPending}
      onClick={() => end.mutate([session])}
    >
      End
    </Button>
  );
}

function useEnd() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (sessions: readonly Session[]) => {
      for (const { id } of sessions) {
        const params = { path: { session_id: id } };
        await take(api.DELETE("/api/v1/auth/sessions/{session_id}", { params }));
      }
    },
    onSuccess: (_, sessions) => told(`${counted(sessions.length, "session")} ended`),
    onError: failed,
    onSettled: () => client.invalidateQueries(sessionsQuery),
  });
}
