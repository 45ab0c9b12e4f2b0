import { useState } from "react";
import { api, take } from "~/lib/api/client";
import { AccountForm } from "./account_form";
import { Doorstep } from "./doorstep";

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
  if (key !== null) {
    return (
      <Doorstep title="Set up Taskyard">
        <p>Make the account of the first administrator: it may do everything.</p>
        <AccountForm
          action="Set up"
          make={(account) => take(api.POST("/api/v1/auth/setup", { body: { ...account, key } }))}
        />
      </Doorstep>
    );
  }
  if (invite !== null) {
    return (
      <Doorstep title="You are invited">
        <p>Make your account. The link works once.</p>
        <AccountForm
          action="Make account"
          make={(account) =>
            take(api.POST("/api/v1/auth/register", { body: { ...account, invite } }))
          }
        />
      </Doorstep>
    );
  }
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
