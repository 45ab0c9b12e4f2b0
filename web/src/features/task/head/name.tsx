import { ActionIcon, Tooltip } from "@mantine/core";
import { IconPencil } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { api, take } from "~/lib/api/client";
import type { Task } from "~/lib/api/types";
import { learn } from "~/lib/live";
import { useRights } from "~/lib/session";
import { failed } from "~/ui/toast";
import classes from "./name.module.css";
import { NameField } from "./name_field";

/** What it is called: the page's heading, and a field where it stands while it is changed. */
export function Name({ task, isGone }: { task: Task; isGone: boolean }) {
  const client = useQueryClient();
  const mayChange = useRights().control(task) && !isGone;
  const [isOpen, setIsOpen] = useState(false);
  // What was asked for is shown until it is so, or was refused.
  const [asked, setAsked] = useState<string | null>(null);
  const pencil = useRef<HTMLButtonElement>(null);

  async function rename(name: string) {
    setAsked(name);
    try {
      const params = { path: { task_id: task.id } };
      learn(client, await take(api.PATCH("/api/v1/tasks/{task_id}", { params, body: { name } })));
    } catch (error) {
      failed(error);
    }
    setAsked(null);
  }

  function answered(name: string | null) {
    setIsOpen(false);
    // After the pencil is back on the page.
    window.requestAnimationFrame(() => pencil.current?.focus());
    if (name !== null && name !== task.name) void rename(name);
  }

  return (
    <span className={classes.name}>
      <h1 tabIndex={-1} className={isOpen ? "ty-unseen" : classes.text}>
        <bdi>{asked ?? task.name}</bdi>
      </h1>
      {isOpen && <NameField name={task.name} answer={answered} />}
      {mayChange && !isOpen && (
        <Tooltip label="Rename">
          <ActionIcon
            ref={pencil}
            variant="subtle"
            color="gray"
            size={24}
            aria-label="Rename"
            onClick={() => setIsOpen(true)}
          >
            <IconPencil size={14} />
          </ActionIcon>
        </Tooltip>
      )}
    </span>
  );
}
