import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { Link } from "wouter";
import { api, take } from "~/lib/api/client";
import { waysQuery } from "~/lib/session";
import { AccountForm } from "./account_form";
import { Doorstep } from "./doorstep";
import { ForStrangers } from "./for_strangers";

interface Opened {
  key: string | null;
  invite: string | null;
}

let opened: Opened | undefined;

/** The secret of the link. It stays neither in the address bar nor in the history. */
function openedBy(): Opened {
  const given = new URLSearchParams(window.location.hash.slice(1));
  if (given.has("k") || given.has("i")) {
    opened = { key: given.get("k"), invite: given.get("i") };
    window.history.replaceState(null, "", window.location.pathname);
  }
  return opened ?? { key: null, invite: null };
}

/** /setup#k=… makes the first administrator, /setup#i=… whom somebody invited. */
export function SetupPage() {
  const [{ key, invite }] = useState(openedBy);
  if (key === null && invite === null) return <NoLink />;
  return (
    <ForStrangers>
      {key !== null ? <SetUp setupKey={key} /> : <Invited invite={invite ?? ""} />}
    </ForStrangers>
  );
}

function SetUp({ setupKey }: { setupKey: string }) {
  const ways = useQuery(waysQuery).data;
  // It closes while the form makes the administrator, who is on the way in then.
  const [wasOpen, setWasOpen] = useState<boolean>();
  useEffect(() => setWasOpen((was) => was ?? ways?.setup_open), [ways]);
  if (wasOpen === undefined) return null;
  if (!wasOpen) {
    return (
      <Doorstep title="Set up already">
        <p>This server has an administrator, who can invite you. The link has done its work.</p>
        <Link href="/">Log in</Link>
      </Doorstep>
    );
  }
  return (
    <Doorstep title="Set up Taskyard">
      <p>Make the account of the first administrator: it may do everything.</p>
      <AccountForm
        action="Set up"
        make={(account) =>
          take(api.POST("/api/v1/auth/setup", { body: { ...account, key: setupKey } }))
        }
      />
    </Doorstep>
  );
}

function Invited({ invite }: { invite: string }) {
  return (
    <Doorstep title="You are invited">
      <p>Make your account. The link works once.</p>
      <AccountForm
        action="Make account"
        make={(account) =>
          take(api.POST("/api/v1/auth/register", { body: { ...account, invite } }))
        }
      />
      <p>
        You have an account? <Link href="/">Log in</Link>
      </p>
    </Doorstep>
  );
}

function NoLink() {
  return (
    <Doorstep title="A link is needed">
      <p>
        This page opens by a link: the one the server printed when it started, or the invitation
        somebody sent you. Open it again; it works once.
      </p>
      <p className="ty-muted">
        A new set-up link, on the server: <code>taskyard setup-link</code>
      </p>
    </Doorstep>
  );
}
