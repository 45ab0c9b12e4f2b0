import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { Task } from "~/lib/api/types";
import { learn } from "~/lib/live";
import { changeTask, isOutrun, taskNow } from "../changes";
import { useDraft } from "../drafts";

/** What is written, over what it was when that began. */
interface Draft {
  text: string;
  over: string;
}

/**
 * A text of a task while somebody changes it.
 *
 * What others do to the rest of the task is no hindrance. When they change the same text,
 * `theirs` is what they wrote, and nothing is saved until one of the two is chosen.
 */
export function useTextEdit(task: Task, member: "name" | "description") {
  const client = useQueryClient();
  const [draft, setDraft] = useDraft<Draft>(`${task.id}.${member}`);
  const [error, setError] = useState<unknown>(null);
  const [isSaving, setIsSaving] = useState(false);
  const current = task[member] ?? "";
  const theirs = draft !== null && draft.over !== current ? current : null;

  async function save(over: string): Promise<void> {
    if (draft === null) return;
    setIsSaving(true);
    setError(null);
    try {
      const changed = await saved(task, draft.text, over);
      if (changed !== null) setDraft(null);
    } catch (refused) {
      setError(refused);
    }
    setIsSaving(false);
  }

  /** Null when it is another text by now than the one that was written over. */
  async function saved(known: Task, text: string, over: string): Promise<Task | null> {
    try {
      const changed = await changeTask(known, { [member]: text.trim() === "" ? null : text });
      learn(client, changed);
      return changed;
    } catch (refused) {
      if (!isOutrun(refused)) throw refused;
      const now = await taskNow(task);
      learn(client, now);
      return (now[member] ?? "") === over ? saved(now, text, over) : null;
    }
  }

  return {
    text: draft?.text ?? null,
    theirs,
    error,
    isSaving,
    open: () => setDraft({ text: current, over: current }),
    write: (text: string) => setDraft({ text, over: draft?.over ?? current }),
    save: () => save(draft?.over ?? current),
    /** Over what they wrote: it has been seen. */
    keepMine: () => save(current),
    close: () => {
      setDraft(null);
      setError(null);
    },
  };
}

export type TextEdit = ReturnType<typeof useTextEdit>;
