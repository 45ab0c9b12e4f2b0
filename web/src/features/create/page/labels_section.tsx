import { TagsInput, Textarea, TextInput } from "@mantine/core";
import type { Form } from "./form";
import { Section } from "./section";

/** By what it is found again. */
export function LabelsSection({ draft, change, at }: Form) {
  const places = ["/tags", "/external_id", "/description"];
  const isCommand = draft.kind === "command";
  return (
    <Section
      title="Labels"
      said={[
        draft.tags.join(", "),
        draft.externalId,
        isCommand && draft.description !== "" && "described",
      ]}
      hasFault={places.some((one) => at(one) !== undefined)}
    >
      <TagsInput
        label="Tags"
        description="Enter adds one"
        value={draft.tags}
        onChange={(tags) => change({ tags })}
        error={at("/tags")}
      />
      <TextInput
        label="External id"
        description="What it is called elsewhere: no two tasks of yours have the same"
        value={draft.externalId}
        onChange={(event) => change({ externalId: event.currentTarget.value })}
        error={at("/external_id")}
      />
      {isCommand && (
        <Textarea
          label="Description"
          description="Markdown"
          autosize
          minRows={2}
          maxRows={20}
          value={draft.description}
          onChange={(event) => change({ description: event.currentTarget.value })}
          error={at("/description")}
        />
      )}
    </Section>
  );
}
