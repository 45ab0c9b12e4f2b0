import { Checkbox, TextInput } from "@mantine/core";
import type { Form } from "./form";
import { PriorityField } from "./priority_field";
import { Section } from "./section";

/** Before and after which others it runs. */
export function OrderSection(form: Form) {
  const { draft, change, at } = form;
  const waits = draft.after.trim() !== "";
  return (
    <Section
      title="Order"
      said={[
        draft.priority !== "normal" && draft.priority,
        waits && `after ${draft.after.trim()}`,
        waits && draft.afterAnyEnd && "however they end",
      ]}
      hasFault={["/priority", "/after", "/after_policy"].some((one) => at(one) !== undefined)}
    >
      <PriorityField {...form} />
      <TextInput
        label="After"
        description="The tasks it waits for: #12 #14"
        value={draft.after}
        onChange={(event) => change({ after: event.currentTarget.value })}
        error={at("/after")}
      />
      <Checkbox
        label="However they end; else it fails when one of them does"
        disabled={!waits}
        checked={draft.afterAnyEnd}
        onChange={(event) => change({ afterAnyEnd: event.currentTarget.checked })}
        error={at("/after_policy")}
      />
    </Section>
  );
}
