import { Button, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import type { Task } from "~/lib/api/types";
import { fromField, picks, toField } from "~/lib/deadline";
import { moment } from "~/lib/time";
import { useZone } from "~/ui/times";
import classes from "./ask.module.css";
import { Choices } from "./choices";

export interface Due {
  deadline: string | null;
}

/** By when: what is meant most is one key or click away. */
export function DueForm({ task, answer }: { task: Task; answer: (due: Due) => void }) {
  const zone = useZone();
  const [text, setText] = useState(() => toField(task.deadline, zone));
  const now = Date.now();
  const wanted = fromField(text, zone);
  const isPast = wanted !== null && Date.parse(wanted) <= now;

  function submit(event: FormEvent) {
    event.preventDefault();
    if (wanted !== null && !isPast) answer({ deadline: wanted });
  }

  const choices = picks(now, zone).map(({ label, at }) => ({
    label,
    beside: <span className={classes.when}>{moment(at.getTime(), zone, now)}</span>,
    choose: () => answer({ deadline: at.toISOString() }),
  }));
  if (task.deadline !== null)
    choices.push({
      label: "No deadline",
      beside: <span />,
      choose: () => answer({ deadline: null }),
    });
  return (
    <>
      <Choices choices={choices} />
      <form className={classes.set} onSubmit={submit}>
        <TextInput
          type="datetime-local"
          label={zone === "utc" ? "Another time (UTC)" : "Another time"}
          className={classes.field ?? ""}
          value={text}
          error={isPast ? "This has passed. Choose a time that is still to come." : null}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <Button type="submit" size="sm" disabled={wanted === null || isPast}>
          Set deadline
        </Button>
      </form>
    </>
  );
}
