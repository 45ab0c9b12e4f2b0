import { Checkbox, TextInput } from "@mantine/core";
import { moment } from "~/lib/time";
import { DeadlineField } from "~/ui/deadline_field";
import { useZone } from "~/ui/times";
import type { Form } from "./form";
import { Section } from "./section";

/** How long it may take, and what becomes of it when the server dies. */
export function LimitsSection({ draft, change, at }: Form) {
  const zone = useZone();
  const places = ["/timeout_ms", "/grace_ms", "/deadline", "/on_interrupt"];
  return (
    <Section
      title="Limits"
      said={[
        draft.timeout && `stopped after ${draft.timeout}`,
        draft.grace && `${draft.grace} to end by itself`,
        draft.deadline !== null && `until ${moment(draft.deadline, zone, Date.now())}`,
        draft.retries && "run again after a crash",
      ]}
      hasFault={places.some((one) => at(one) !== undefined)}
    >
      <TextInput
        label="Time limit"
        description="It is stopped when it runs longer: 90s, 10m, 1h 30m"
        placeholder="none"
        value={draft.timeout}
        onChange={(event) => change({ timeout: event.currentTarget.value })}
        error={at("/timeout_ms")}
      />
      <TextInput
        label="Grace"
        description="Between the request to end and the end by force"
        placeholder="10s"
        value={draft.grace}
        onChange={(event) => change({ grace: event.currentTarget.value })}
        error={at("/grace_ms")}
      />
      <DeadlineField
        value={draft.deadline}
        onChange={(deadline) => change({ deadline })}
        error={at("/deadline")}
      />
      <Checkbox
        label="Run it again when the server dies meanwhile"
        checked={draft.retries}
        onChange={(event) => change({ retries: event.currentTarget.checked })}
        error={at("/on_interrupt")}
      />
    </Section>
  );
}
