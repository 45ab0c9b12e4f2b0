import { Textarea } from "@mantine/core";
import { PersonSelect } from "~/features/actions";
import { DeadlineField } from "~/ui/deadline_field";
import type { Form } from "./form";
import { PriorityField } from "./priority_field";

/** What there is to do for whom, and by when. */
export function PersonFields(form: Form) {
  const { draft, change, at } = form;
  return (
    <>
      <Textarea
        label="Description"
        description="Markdown"
        autosize
        minRows={3}
        maxRows={20}
        value={draft.description}
        onChange={(event) => change({ description: event.currentTarget.value })}
        error={at("/description")}
      />
      <PersonSelect
        label="For"
        placeholder="Whoever takes it"
        value={draft.assignedTo}
        onChange={(person) => change({ assignedTo: person?.id ?? null })}
        error={at("/assigned_to")}
        maw={320}
      />
      <DeadlineField
        value={draft.deadline}
        onChange={(deadline) => change({ deadline })}
        error={at("/deadline")}
      />
      <PriorityField {...form} />
      <Textarea
        label="Checklist"
        description="One step a line"
        autosize
        minRows={2}
        maxRows={20}
        value={draft.checklist}
        onChange={(event) => change({ checklist: event.currentTarget.value })}
        error={at("/checklist")}
      />
    </>
  );
}
