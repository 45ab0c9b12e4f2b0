import { CloseButton, TextInput } from "@mantine/core";
import { IconFilter } from "@tabler/icons-react";
import { useEffect, useRef, useState } from "react";
import { useKeys } from "~/lib/keys";
import { KeyHint } from "~/ui/key_hint";
import { leaveOnEscape } from "~/ui/leave_on_escape";
import classes from "./toolbar.module.css";

/** Where the focus goes when there is nothing else to go to. */
export const FILTER = "filter";

const TYPED_MS = 300;

interface Props {
  text: string;
  setText: (text: string, how?: { replace?: boolean }) => void;
  /** What of it was not understood. */
  hints: readonly string[];
}

/** The filter as it is written: words, and keys such as status:failed. */
export function FilterField({ text, setText, hints }: Props) {
  const field = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState(text);
  useEffect(() => setTyped(text), [text]);
  useEffect(() => {
    if (typed === text) return;
    const timer = window.setTimeout(() => setText(typed.trim(), { replace: true }), TYPED_MS);
    return () => window.clearTimeout(timer);
  }, [typed, text, setText]);
  useKeys("Tasks", [{ keys: "q", label: "Filter", run: () => field.current?.select() }]);
  return (
    <TextInput
      ref={field}
      id={FILTER}
      type="search"
      aria-label="Filter"
      placeholder="Filter: words, status:failed, after:24h, tag:db, by:me"
      spellCheck={false}
      autoCapitalize="off"
      leftSection={<IconFilter size={16} aria-hidden="true" />}
      rightSection={
        typed === "" ? (
          <KeyHint keys="q" />
        ) : (
          <CloseButton
            size="sm"
            aria-label="Clear filter"
            onClick={() => {
              setText("");
              field.current?.focus();
            }}
          />
        )
      }
      value={typed}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onKeyDown={(event) => {
        leaveOnEscape(event);
        if (event.key === "Enter" && typed.trim() !== text) setText(typed.trim());
      }}
      error={hints.length > 0 ? hints.join(" ") : undefined}
      className={classes.filter}
    />
  );
}
