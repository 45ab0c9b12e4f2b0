import { Input, SegmentedControl } from "@mantine/core";
import { useId } from "react";
import type { Priority } from "~/lib/api/types";
import type { Form } from "./form";

const PRIORITIES: readonly { value: Priority; label: string }[] = [
  { value: "urgent", label: "Urgent" },
  { value: "normal", label: "Normal" },
  { value: "low", label: "Low" },
];

export function PriorityField({ draft, change, at }: Form) {
  const id = useId();
  return (
    <Input.Wrapper label="Priority" labelElement="div" labelProps={{ id }} error={at("/priority")}>
      <div>
        <SegmentedControl
          size="xs"
          aria-labelledby={id}
          value={draft.priority}
          onChange={(priority) => change({ priority: priority as Priority })}
          data={[...PRIORITIES]}
        />
      </div>
    </Input.Wrapper>
  );
}
