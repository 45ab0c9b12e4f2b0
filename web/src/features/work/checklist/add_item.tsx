import { TextInput } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { type ClipboardEvent, type FormEvent, useState } from "react";
import { LONGEST_ITEM } from "./items";

/** One step a line: many lines that are pasted are many steps. */
export function AddItem({ add }: { add: (texts: string[]) => void }) {
  const [text, setText] = useState("");

  function addAll(texts: string[]) {
    const wanted = texts.map((one) => one.trim().slice(0, LONGEST_ITEM)).filter(Boolean);
    if (wanted.length > 0) add(wanted);
  }

  function submit(event: FormEvent) {
    event.preventDefault();
    addAll([text]);
    setText("");
  }

  function paste(event: ClipboardEvent) {
    const lines = event.clipboardData.getData("text").split(/\r?\n/);
    if (lines.length < 2 || text !== "") return;
    event.preventDefault();
    addAll(lines);
  }

  return (
    <form onSubmit={submit}>
      <TextInput
        aria-label="Add a step"
        placeholder="Add a step"
        leftSection={<IconPlus size={14} aria-hidden="true" />}
        maxLength={LONGEST_ITEM}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onPaste={paste}
        onKeyDown={(event) => {
          if (event.key === "Escape") event.currentTarget.blur();
        }}
      />
    </form>
  );
}
