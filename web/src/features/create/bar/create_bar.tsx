import { Button, Textarea, TextInput } from "@mantine/core";
import { type FormEvent, type KeyboardEvent, useEffect, useRef } from "react";
import { Link } from "wouter";
import { isProblem } from "~/lib/api/client";
import { useKeys } from "~/lib/keys";
import { FormProblem } from "~/ui/form_problem";
import { KeyHint } from "~/ui/key_hint";
import { leaveOnEscape } from "~/ui/leave_on_escape";
import { useDraft } from "../draft";
import { suggestedName } from "../suggested_name";
import { useCreateTask } from "../use_create_task";
import { useBackLive } from "./back_live";
import classes from "./create_bar.module.css";
import { type Example, Examples, HELLO } from "./examples";

const EMPTY: Example = { name: "", command: "" };
const AWAY: readonly string[] = ["unreachable", "shutting-down"];

/** Type a command, press Enter. `isFirst`: nobody has run anything here yet. */
export function CreateBar({ isFirst = false }: { isFirst?: boolean }) {
  const [draft, change] = useDraft("bar", EMPTY);
  const creating = useCreateTask();
  const command = useRef<HTMLTextAreaElement>(null);
  // Somebody is at the fields before it is known whether they are new here: nothing is put in then.
  const isTaken = useRef(false);
  const isBlank = draft.command.trim() === "";
  const name = suggestedName(draft.command);
  const problem = isProblem(creating.error) ? creating.error : null;

  // What it said of the server is not so any more.
  useBackLive(() => problem && AWAY.includes(problem.code) && creating.reset());
  useKeys("Tasks", [{ keys: "/", label: "Type a command", run: () => command.current?.focus() }]);
  useEffect(() => {
    if (!isFirst || isTaken.current) return;
    isTaken.current = true; // once: what is sent leaves the field empty
    if (isBlank && draft.name.trim() === "") change(HELLO);
  }, [isFirst, isBlank, draft.name, change]);

  function submit(event: FormEvent) {
    event.preventDefault();
    if (isBlank) command.current?.focus();
    if (isBlank || creating.isPending) return;
    const named = draft.name.trim() || name;
    creating.mutate(
      { ...(named === undefined ? {} : { name: named }), command: draft.command },
      {
        onSuccess() {
          change(EMPTY);
          command.current?.focus();
        },
      },
    );
  }

  function typed(part: Partial<Example>) {
    change(part);
    if (creating.isError) creating.reset();
  }

  return (
    <form
      className={classes.bar}
      onSubmit={submit}
      onKeyDown={leaveOnEscape}
      onFocus={() => {
        isTaken.current = true;
      }}
      aria-label="Create a task"
    >
      <div className={classes.fields}>
        <TextInput
          label="Name"
          placeholder={name ?? "optional"}
          value={draft.name}
          maxLength={200}
          onChange={(event) => typed({ name: event.currentTarget.value })}
          error={problem?.of("/name")}
          className={classes.name}
        />
        <Textarea
          ref={command}
          label={
            <>
              Command
              <KeyHint keys="/" />
            </>
          }
          placeholder="./backup.sh --all"
          autosize
          maxRows={12}
          spellCheck={false}
          autoCapitalize="off"
          autoCorrect="off"
          value={draft.command}
          onChange={(event) => typed({ command: event.currentTarget.value })}
          onKeyDown={submitOnEnter}
          error={problem?.of("/command")}
          className={classes.command}
          classNames={{ input: classes.typed ?? "" }}
        />
        <Button type="submit" size="sm" loading={creating.isPending} className={classes.create}>
          Create Task
        </Button>
      </div>
      <p className={classes.hint}>
        <span className={classes.keys}>Enter runs it, Shift+Enter begins a new line. </span>
        <Link href={moreHref(draft)}>More options</Link>
      </p>
      {isFirst && <Examples choose={typed} />}
      <FormProblem error={creating.error} fields={["/name", "/command"]} />
    </form>
  );
}

function submitOnEnter(event: KeyboardEvent<HTMLTextAreaElement>): void {
  // While an input method puts letters together, Enter chooses one of its words.
  if (event.key !== "Enter" || event.shiftKey || event.nativeEvent.isComposing) return;
  event.preventDefault();
  event.currentTarget.form?.requestSubmit();
}

function moreHref({ name, command }: Example): string {
  const typed = Object.entries({ name, command }).filter(([, value]) => value.trim() !== "");
  return typed.length === 0 ? "/new" : `/new?${new URLSearchParams(typed)}`;
}
