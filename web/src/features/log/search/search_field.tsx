import { TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { useStore } from "../store";
import { useSessionOf } from "../viewer";
import { LONGEST, useAsked } from "./asked";
import classes from "./search_bar.module.css";

const TYPED_MS = 250;

interface Props {
  onStep: (direction: 1 | -1) => void;
  onClose: () => void;
}

/** What is typed is searched for when one pauses, or presses Enter. */
export function SearchField({ onStep, onClose }: Props) {
  const session = useSessionOf();
  const [asked, ask] = useAsked();
  const value = asked?.q ?? "";
  const [typed, setTyped] = useState(value);
  const field = useRef<HTMLInputElement>(null);
  const summoned = useStore(session.summoned);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each call is answered
  useEffect(() => field.current?.select(), [summoned]);
  useEffect(() => setTyped(value), [value]);
  useEffect(() => {
    if (typed === value) return;
    const timer = setTimeout(() => ask({ q: typed }), TYPED_MS);
    return () => clearTimeout(timer);
  }, [typed, value, ask]);

  function press(event: KeyboardEvent): void {
    if (event.key === "Escape") onClose();
    else if (event.key !== "Enter") return;
    else if (typed !== value) ask({ q: typed });
    else onStep(event.shiftKey ? -1 : 1);
    event.preventDefault();
    event.stopPropagation();
  }

  return (
    <TextInput
      ref={field}
      className={classes.field}
      size="xs"
      type="search"
      aria-label="Search the log"
      placeholder="Search all lines"
      leftSection={<IconSearch size={16} aria-hidden="true" />}
      maxLength={LONGEST}
      autoComplete="off"
      spellCheck={false}
      value={typed}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onKeyDown={press}
      onFocus={() => session.isTyping.set(true)}
      onBlur={() => session.isTyping.set(false)}
    />
  );
}
