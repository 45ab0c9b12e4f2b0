import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "wouter";
import { api, take } from "~/lib/api/client";
import { DialogForm } from "~/ui/dialog_form";
import { ask } from "~/ui/dialogs";
import { told } from "~/ui/toast";
import { Waiting } from "~/ui/waiting";
import classes from "./security.module.css";
import { settingsQuery } from "./settings_query";

/** The key that signs access tokens; and where the rest of what keeps the server safe is. */
export function Security() {
  const settings = useQuery(settingsQuery).data;
  if (settings === undefined) return <Waiting />;
  const key = settings.find((setting) => setting.name === "secret_key");
  return (
    <div className={classes.security}>
      <section aria-labelledby="signing">
        <h2 id="signing">The key that signs access tokens</h2>
        <p>
          Programs that sign in with a password are given access tokens, good for ten minutes. A
          server key signs them.
        </p>
        {key?.set ? (
          <p>
            This server has been given its key as a setting (<code>{key.set_by}</code>). Change it
            there, and restart the server.
          </p>
        ) : (
          <Button
            variant="default"
            onClick={() => void ask("Make a new key?", (done) => <RotateKey done={done} />)}
          >
            Rotate key
          </Button>
        )}
      </section>
      <section aria-labelledby="others">
        <h2 id="others">Somebody may know too much?</h2>
        <ul>
          <li>
            A password: <Link href="/users">set another one</Link>. That ends their sessions and API
            tokens.
          </li>
          <li>
            An API token: whoever made it <Link href="/tokens">revokes it</Link>. Another password
            for them ends all that they have.
          </li>
          <li>
            The local token of the machine: delete <code>local-token</code> in the data directory
            and restart the server.
          </li>
          <li>
            What was done meanwhile is in the <Link href="/audit">audit log</Link>.
          </li>
        </ul>
      </section>
    </div>
  );
}

function RotateKey({ done }: { done: (value: true | null) => void }) {
  return (
    <DialogForm
      verb="Rotate key"
      submit={async () => {
        await take(api.POST("/api/v1/auth/rotate-key"));
        told("Access tokens are signed with a new key now");
        return true as const;
      }}
      done={done}
    >
      <p>
        New access tokens are signed with a new key. Nobody is signed out: those that are out there
        are good for the ten minutes they have, sessions and API tokens go on.
      </p>
      <p>
        Where somebody may have read the key file, rotate twice: then neither of the two keys in it
        is good any more, and programs sign in anew.
      </p>
    </DialogForm>
  );
}
