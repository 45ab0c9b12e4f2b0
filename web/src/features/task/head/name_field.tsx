import { TextInput } from "@mantine/core";
import { type FormEvent, type KeyboardEvent, useRef, useState } from "react";
import classes from "./name.module.css";

interface Props {
  name: string;
  /** Called once; with null when it is to stay as it was. */
  answer: (name: string | null) => void;
}

/** Enter and leaving it keep what was typed, Escape does not. */
export function NameField({ name, answer }: Props) {
  const [typed, setTyped] = useState(name);
  // A field that is taken off the page is left by that, too.
  const isAnswered = useRef(false);

  function settle(value: string | null) {
    if (isAnswered.current) return;
    isAnswered.current = true;
    answer(value === null || value.trim() === "" ? null : value.trim());
  }

  function submit(event: FormEvent) {
    event.preventDefault();
    settle(typed);
  }

  function press(event: KeyboardEvent) {
    if (event.key === "Escape") settle(null);
  }

  return (
    <form className={classes.form} onSubmit={submit}>
      <TextInput
        aria-label="Name"
        value={typed}
        maxLength={200}
        autoFocus
        onChange={(event) => setTyped(event.currentTarget.value)}
        onFocus={(event) => event.currentTarget.select()}
        onKeyDown={press}
        onBlur={() => settle(typed)}
      />
    </form>
  );
}
