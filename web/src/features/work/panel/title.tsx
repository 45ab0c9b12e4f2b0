import { ActionIcon, TextInput, Tooltip } from "@mantine/core";
import { IconPencil } from "@tabler/icons-react";
import { type FormEvent, type KeyboardEvent, useRef } from "react";
import type { Task } from "~/lib/api/types";
import { useRights } from "~/lib/session";
import { focusSoon } from "../focus";
import classes from "./text_edit.module.css";
import { TextEditButtons } from "./text_edit_buttons";
import { useTextEdit } from "./use_text_edit";

/** What it is called, and a field in its place while that is changed. */
export function Title({ task }: { task: Task }) {
  const edit = useTextEdit(task, "name");
  const mayChange = useRights().control(task);
  const pencil = useRef<HTMLButtonElement>(null);
  const field = useRef<HTMLInputElement>(null);

  function submit(event: FormEvent) {
    event.preventDefault();
    if (edit.text === task.name) edit.close();
    else if (edit.theirs === null) void edit.save();
  }

  function pressed(event: KeyboardEvent) {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    edit.close();
    focusSoon(pencil);
  }

  function open() {
    edit.open();
    focusSoon(field);
  }

  if (edit.text === null)
    return (
      <div className={classes.title}>
        <h2 tabIndex={-1} className={classes.name}>
          {task.name}
        </h2>
        {mayChange && (
          <Tooltip label="Rename">
            <ActionIcon
              ref={pencil}
              variant="subtle"
              color="gray"
              size={28}
              aria-label="Rename"
              onClick={open}
            >
              <IconPencil size={14} />
            </ActionIcon>
          </Tooltip>
        )}
      </div>
    );
  return (
    <form className={classes.edit} onSubmit={submit}>
      <h2 className="ty-unseen">{task.name}</h2>
      <TextInput
        ref={field}
        aria-label="Name"
        required
        maxLength={200}
        value={edit.text}
        onChange={(event) => edit.write(event.currentTarget.value)}
        onKeyDown={pressed}
      />
      <TextEditButtons edit={edit} keys="Enter" />
    </form>
  );
}
