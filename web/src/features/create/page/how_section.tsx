import { TextInput } from "@mantine/core";
import type { Form } from "./form";
import { Section } from "./section";

/** Where and as what it is run. */
export function HowSection({ draft, change, at }: Form) {
  const hasFault = ["/cwd", "/shell", "/umask", "/nice"].some((one) => at(one) !== undefined);
  return (
    <Section
      title="Where and how"
      said={[
        draft.cwd && `in ${draft.cwd}`,
        draft.shell && `by ${draft.shell}`,
        draft.umask && `umask ${draft.umask}`,
        draft.nice && `nice ${draft.nice}`,
      ]}
      hasFault={hasFault}
    >
      <TextInput
        label="Directory"
        placeholder="The server's own"
        value={draft.cwd}
        onChange={(event) => change({ cwd: event.currentTarget.value })}
        error={at("/cwd")}
      />
      {!draft.isArgv && (
        <TextInput
          label="Shell"
          placeholder="/bin/sh"
          value={draft.shell}
          onChange={(event) => change({ shell: event.currentTarget.value })}
          error={at("/shell")}
        />
      )}
      <TextInput
        label="umask"
        placeholder="022"
        inputMode="numeric"
        value={draft.umask}
        onChange={(event) => change({ umask: event.currentTarget.value })}
        error={at("/umask")}
      />
      <TextInput
        label="Niceness"
        description="0 to 19: the higher, the more it lets others go first"
        inputMode="numeric"
        value={draft.nice}
        onChange={(event) => change({ nice: event.currentTarget.value })}
        error={at("/nice")}
      />
    </Section>
  );
}
