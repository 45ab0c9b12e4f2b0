import { Button, NumberInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { count } from "~/lib/size";
import { ask } from "~/ui/dialogs";
import type { Session } from "../session";
import { goTo } from "../use_picked";
import classes from "./toolbar.module.css";

/** Asks for a line and goes there. */
export async function goToLine(session: Session): Promise<void> {
  const { total } = session.log;
  const line = await ask<number>("Go to a line", (answer) => (
    <LineForm total={total} answer={answer} />
  ));
  if (line !== null) goTo(session, line);
}

function LineForm({ total, answer }: { total: number; answer: (line: number) => void }) {
  const [line, setLine] = useState<number | string>("");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (typeof line === "number") answer(line);
  };
  return (
    <form className={classes.form} onSubmit={submit}>
      <NumberInput
        data-autofocus
        label={`1 to ${count(total)}`}
        min={1}
        max={total}
        allowDecimal={false}
        hideControls
        value={line}
        onChange={setLine}
      />
      <Button type="submit" size="sm">
        Go
      </Button>
    </form>
  );
}
