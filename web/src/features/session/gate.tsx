import { useQueryClient } from "@tanstack/react-query";
import { type ReactNode, Suspense, useEffect } from "react";
import { whenSignedOut } from "~/lib/api/client";
import { bindLive, startLive, useLiveState } from "~/lib/live";
import { meQuery, useSignedIn } from "~/lib/session";
import { ProblemNote } from "~/ui/notes";
import { Doorstep } from "./doorstep";
import { LoginPage } from "./login_page";

/** Lets in who is signed in; everybody else signs in right here, and goes on where they meant to. */
export function Gate({ children }: { children: ReactNode }) {
  const client = useQueryClient();
  const { data: me, error, refetch } = useSignedIn();
  const { phase } = useLiveState();
  const inside = me !== null && me !== undefined;

  useEffect(() => {
    whenSignedOut(() => client.setQueryData(meQuery.queryKey, null));
    return bindLive(client);
  }, [client]);
  useEffect(() => {
    if (inside) startLive();
  }, [inside]);
  useEffect(() => {
    // The stream has found out that nobody is signed in any more: another tab signed out.
    if (phase === "signed-out" && inside) void client.invalidateQueries(meQuery);
  }, [phase, inside, client]);

  if (me === null) return <LoginPage />;
  if (me !== undefined) return <Suspense>{children}</Suspense>;
  if (error === null) return null;
  return (
    <Doorstep title="Taskyard">
      <ProblemNote error={error} retry={() => void refetch()} />
    </Doorstep>
  );
}
