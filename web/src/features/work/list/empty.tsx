import { Button } from "@mantine/core";
import { Link } from "wouter";
import { curlFor } from "~/lib/curl";
import { useMe, useRights } from "~/lib/session";
import { CommandLine } from "~/ui/command_line";
import { EmptyNote } from "~/ui/notes";
import classes from "./empty.module.css";
import type { ViewName } from "./views";

const TITLES: Record<ViewName, string> = {
  assigned: "Nothing is yours to do.",
  created: "You have asked nobody for anything.",
  nobodys: "Nothing that you may see waits for somebody.",
  team: "There is nothing for people to do.",
};

/** Nothing to do: how there comes to be something. */
export function Empty({ view }: { view: ViewName }) {
  const me = useMe();
  const rights = useRights();
  if (!rights.create) return <EmptyNote title={TITLES[view]} />;
  const task = {
    name: "Approve the release",
    checklist: [{ text: "read the changes" }, { text: "try it" }],
    ...(view === "nobodys" ? {} : { assigned_to: me.id }),
  };
  return (
    <EmptyNote title={TITLES[view]}>
      <p>
        {view === "nobodys"
          ? "A task without a command is for people. Until somebody takes it, it stands here:"
          : "Assign a step to somebody: a task without a command is for people, and commands can wait for it."}
      </p>
      <Button component={Link} href="/new?kind=person">
        New task for a person
      </Button>
      <p>or from a shell:</p>
      <div className={classes.line}>
        <CommandLine text={curlFor(task)} what="curl line" />
      </div>
    </EmptyNote>
  );
}
