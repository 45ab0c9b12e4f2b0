import { Button } from "@mantine/core";
import { useState } from "react";
import type { Person } from "~/lib/api/types";
import { ask } from "~/ui/dialogs";
import classes from "./actions.module.css";
import { PersonSelect } from "./person_select";

/** Asks whom; null when somebody thinks better of it. */
export function whom(title: string): Promise<Person | null> {
  return ask<Person>(title, (answer) => <AssignForm answer={answer} />);
}

function AssignForm({ answer }: { answer: (person: Person | null) => void }) {
  const [person, setPerson] = useState<Person | null>(null);
  return (
    <form
      className={classes.assign}
      onSubmit={(event) => {
        event.preventDefault();
        if (person !== null) answer(person);
      }}
    >
      <PersonSelect label="For" value={person?.id ?? null} onChange={setPerson} data-autofocus />
      <Button type="submit" size="sm" disabled={person === null}>
        Assign
      </Button>
    </form>
  );
}
