import { Button, Textarea } from "@mantine/core";
import type { UseMutationResult } from "@tanstack/react-query";
import type { FormEvent, KeyboardEvent, RefObject } from "react";
import { KeyHint } from "~/ui/key_hint";
import { useDraft } from "../drafts";
import { Refusal } from "../refusal";
import classes from "./comments.module.css";
import type { Comment } from "./use_comments";

interface Props {
  id: string;
  field: RefObject<HTMLTextAreaElement | null> | undefined;
  saying: UseMutationResult<Comment, Error, string>;
}

export function CommentForm({ id, field, saying }: Props) {
  const [draft, setDraft] = useDraft<string>(`${id}.comment`);
  const text = draft ?? "";

  function say(event: FormEvent | KeyboardEvent) {
    event.preventDefault();
    if (text.trim() === "" || saying.isPending) return;
    setDraft(null);
    // What is refused goes back to where it was written.
    saying.mutate(text, { onError: () => setDraft(text) });
  }

  return (
    <form className={classes.form} onSubmit={say}>
      <Textarea
        {...(field === undefined ? {} : { ref: field })}
        aria-label="Write a comment"
        placeholder="Write a comment"
        autosize
        minRows={2}
        maxRows={12}
        maxLength={65_536}
        value={text}
        onChange={(event) => setDraft(event.currentTarget.value || null)}
        onKeyDown={(event) => {
          if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) say(event);
          if (event.key === "Escape") event.currentTarget.blur();
        }}
      />
      {saying.error !== null && (
        <Refusal
          what="What you wrote is kept here."
          error={saying.error}
          again={() => saying.mutate(text, { onSuccess: () => setDraft(null) })}
        />
      )}
      <Button
        type="submit"
        variant="default"
        className={classes.send}
        loading={saying.isPending}
        rightSection={<KeyHint keys="mod+Enter" />}
      >
        Comment
      </Button>
    </form>
  );
}
