import { Button, Textarea } from "@mantine/core";
import { IconPencil } from "@tabler/icons-react";
import { type KeyboardEvent, useRef } from "react";
import type { Task } from "~/lib/api/types";
import { useRights } from "~/lib/session";
import { focusSoon } from "../focus";
import { Markdown } from "../markdown/markdown";
import classes from "./text_edit.module.css";
import { TextEditButtons } from "./text_edit_buttons";
import { useTextEdit } from "./use_text_edit";

/** What is to be done, in Markdown. */
export function Description({ task }: { task: Task }) {
  const edit = useTextEdit(task, "description");
  const mayChange = useRights().control(task);
  const pencil = useRef<HTMLButtonElement>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  const text = task.description ?? "";
  if (text === "" && !mayChange) return null;

  function pressed(event: KeyboardEvent) {
    const isSaved = event.key === "Enter" && (event.ctrlKey || event.metaKey);
    if (isSaved && edit.theirs === null) void edit.save();
    if (event.key !== "Escape" || edit.text !== text) return;
    event.stopPropagation();
    edit.close();
    focusSoon(pencil);
  }

  function open() {
    edit.open();
    focusSoon(field);
  }

  return (
    <section aria-label="Description">
      <div className={classes.head}>
        <h2>Description</h2>
        {mayChange && edit.text === null && (
          <Button
            ref={pencil}
            size="compact-xs"
            variant="subtle"
            color="gray"
            leftSection={<IconPencil size={14} aria-hidden="true" />}
            onClick={open}
          >
            {text === "" ? "Write one" : "Edit"}
          </Button>
        )}
      </div>
      {edit.text === null ? (
        text !== "" && <Markdown text={text} />
      ) : (
        <div className={classes.edit}>
          <Textarea
            ref={field}
            aria-label="Description"
            description="Markdown: **bold**, `code`, - lists, [links](https://…)"
            inputWrapperOrder={["input", "description"]}
            autosize
            minRows={4}
            maxRows={20}
            maxLength={65_536}
            value={edit.text}
            onChange={(event) => edit.write(event.currentTarget.value)}
            onKeyDown={pressed}
          />
          <TextEditButtons edit={edit} keys="mod+Enter" />
        </div>
      )}
    </section>
  );
}
