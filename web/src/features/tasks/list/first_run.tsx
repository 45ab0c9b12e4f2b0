import { Link } from "wouter";
import { curlFor } from "~/lib/curl";
import { useRights } from "~/lib/session";
import { CommandLine } from "~/ui/command_line";
import { EmptyNote } from "~/ui/notes";
import classes from "./first_run.module.css";

/** Nobody has run anything that one may see. */
export function FirstRun() {
  const rights = useRights();
  if (!rights.create)
    return <EmptyNote title="Nothing has run yet.">Tasks appear here as they are made.</EmptyNote>;
  return (
    <EmptyNote title="Nothing has run yet. Press Create Task.">
      <div className={classes.curl}>
        <p>
          Or from a terminal, with an <Link href="/tokens">API token</Link> in{" "}
          <code>TASKYARD_TOKEN</code>:
        </p>
        <CommandLine text={curlFor({ name: "hello", command: "echo hello" })} what="curl command" />
      </div>
    </EmptyNote>
  );
}
