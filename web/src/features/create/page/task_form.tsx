import { Button, SegmentedControl, TextInput } from "@mantine/core";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { useLocation } from "wouter";
import { isProblem } from "~/lib/api/client";
import type { Kind } from "~/lib/api/types";
import { curlFor } from "~/lib/curl";
import { useKeys } from "~/lib/keys";
import { CopyButton } from "~/ui/copy_button";
import { KeyHint } from "~/ui/key_hint";
import { ProblemNote } from "~/ui/notes";
import { useDraft } from "../draft";
import { suggestedName } from "../suggested_name";
import { useCreateTask } from "../use_create_task";
import { CommandFields } from "./command_fields";
import { EnvSection } from "./env_section";
import { FailureSection } from "./failure_section";
import { at, elsewhere } from "./faults";
import type { Form } from "./form";
import classes from "./form.module.css";
import type { FormDraft } from "./form_draft";
import { HowSection } from "./how_section";
import { LabelsSection } from "./labels_section";
import { LimitsSection } from "./limits_section";
import { OrderSection } from "./order_section";
import { PersonFields } from "./person_fields";
import { wantedOf } from "./wanted";

/** `name` tells drafts apart; `begin` is what the form says when there is none yet. */
export function TaskForm({ name, begin }: { name: string; begin: FormDraft }) {
  const [draft, change, forget] = useDraft(name, begin);
  const [tries, setTries] = useState(0);
  const creating = useCreateTask();
  const [, navigate] = useLocation();
  const element = useRef<HTMLFormElement>(null);
  const { task, faults: own } = wantedOf(draft);
  const told = isProblem(creating.error) ? creating.error.faults : [];
  const faults = tries > 0 && own.length > 0 ? own : told;
  const form: Form = {
    draft,
    change(part) {
      change(part);
      if (creating.isError) creating.reset();
    },
    at: (pointer) => at(faults, pointer),
  };

  // Whoever opens the page begins to type.
  useEffect(() => element.current?.querySelector<HTMLElement>("[data-autofocus]")?.focus(), []);

  // What is wrong may be far from the button.
  const refusal = creating.error;
  useEffect(() => {
    if (tries === 0 && refusal === null) return;
    element.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
  }, [tries, refusal]);
  useKeys("New task", [
    {
      keys: "mod+Enter",
      label: "Create Task",
      inFields: true,
      run: () => element.current?.requestSubmit(),
    },
  ]);

  function submit(event: FormEvent) {
    event.preventDefault();
    setTries(tries + 1);
    if (own.length > 0 || creating.isPending) return;
    creating.mutate(task, {
      onSuccess(made) {
        forget();
        navigate(`/tasks/${made.id}`);
      },
    });
  }

  const isCommand = draft.kind === "command";
  const isTold = creating.error !== null && (told.length === 0 || elsewhere(told).length > 0);
  return (
    <form ref={element} className={classes.form} onSubmit={submit} noValidate>
      {isTold && <ProblemNote error={creating.error} />}
      <SegmentedControl
        aria-label="Who does it"
        className={classes.kind}
        value={draft.kind}
        onChange={(kind) => form.change({ kind: kind as Kind })}
        data={[
          { value: "command", label: "Command" },
          { value: "person", label: "For a person" },
        ]}
      />
      <TextInput
        label={isCommand ? "Name" : "What is to be done"}
        placeholder={isCommand ? (suggestedName(draft.command) ?? "optional") : ""}
        maxLength={200}
        value={draft.name}
        onChange={(event) => form.change({ name: event.currentTarget.value })}
        error={form.at("/name")}
        data-autofocus={!isCommand || undefined}
      />
      {isCommand ? (
        <>
          <CommandFields {...form} />
          <HowSection {...form} />
          <EnvSection {...form} />
          <LimitsSection {...form} />
          <OrderSection {...form} />
          <FailureSection {...form} />
        </>
      ) : (
        <PersonFields {...form} />
      )}
      <LabelsSection {...form} />
      <div className={classes.foot}>
        <span className={classes.curl}>
          Copy as curl
          <CopyButton text={() => curlFor(task)} what="curl command" />
        </span>
        <Button variant="subtle" color="gray" size="sm" onClick={() => change(begin)}>
          Start over
        </Button>
        <Button
          type="submit"
          size="sm"
          loading={creating.isPending}
          rightSection={<KeyHint keys="mod+Enter" />}
        >
          Create Task
        </Button>
      </div>
    </form>
  );
}
