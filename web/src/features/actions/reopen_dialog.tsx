import { Button } from "@mantine/core";
import { useState } from "react";
import { DeadlineField } from "~/ui/deadline_field";
import { ask } from "~/ui/dialogs";
import classes from "./actions.module.css";

/** Asks until when it is to be done now; null when somebody thinks better of it. */
export function untilWhen(title: string): Promise<{ deadline: string | null } | null> {
  return ask(title, (answer) => <ReopenForm reopen={(deadline) => answer({ deadline })} />);
}

function ReopenForm({ reopen }: { reopen: (deadline: string | null) => void }) {
  const [deadline, setDeadline] = useState<string | null>(null);
  return (
    <form
      className={classes.reopen}
      onSubmit={(event) => {
        event.preventDefault();
        reopen(deadline);
      }}
    >
      <p>Its deadline has passed. Give it another one, or none.</p>
      <DeadlineField value={deadline} onChange={setDeadline} label="New deadline" />
      <Button type="submit" size="sm">
        {deadline === null ? "Reopen without a deadline" : "Reopen"}
      </Button>
    </form>
  );
}
