import { Checkbox, TextInput } from "@mantine/core";
import { PersonSelect } from "~/features/actions";
import type { Form } from "./form";
import { Section } from "./section";

/** Who looks after it when it fails. */
export function FailureSection({ draft, change, at }: Form) {
  const places = ["/on_failure/name", "/on_failure/assign_to"];
  return (
    <Section
      title="If it fails"
      said={[draft.followUp && (draft.followUpName || "somebody looks after it")]}
      hasFault={places.some((one) => at(one) !== undefined)}
    >
      <Checkbox
        label="Make a task for a person"
        checked={draft.followUp}
        onChange={(event) => change({ followUp: event.currentTarget.checked })}
      />
      {draft.followUp && (
        <>
          <TextInput
            label="What there is to do"
            placeholder="Named after the command"
            value={draft.followUpName}
            onChange={(event) => change({ followUpName: event.currentTarget.value })}
            error={at("/on_failure/name")}
          />
          <PersonSelect
            label="For"
            placeholder="Whoever takes it"
            value={draft.followUpFor}
            onChange={(person) => change({ followUpFor: person?.id ?? null })}
            error={at("/on_failure/assign_to")}
          />
        </>
      )}
    </Section>
  );
}
