import { Button } from "@mantine/core";
import type { ReactNode } from "react";
import { useRef } from "react";
import { Link } from "wouter";
import { useSignedIn } from "~/lib/session";
import { failed } from "~/ui/toast";
import { Doorstep } from "./doorstep";
import { useSignOut } from "./enter";

/** Shows its children to strangers: who is in already would leave their account by what is there. */
export function ForStrangers({ children }: { children: ReactNode }) {
  const { data: me, isPending } = useSignedIn();
  const signOut = useSignOut();
  // Who becomes somebody by what is there is on the way in, and not asked.
  const cameAsStranger = useRef(false);
  if (isPending) return null;
  if (!me) cameAsStranger.current = true;
  if (!me || cameAsStranger.current) return children;
  return (
    <Doorstep title={`You are signed in as ${me.name}`}>
      <p>To make another account here, log out first.</p>
      <Button component={Link} href="/" size="sm">
        To the tasks
      </Button>
      <Button variant="default" size="sm" onClick={() => void signOut().catch(failed)}>
        Log out
      </Button>
    </Doorstep>
  );
}
