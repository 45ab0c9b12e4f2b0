import { ActionIcon, Button, PasswordInput, TextInput } from "@mantine/core";
import { IconPlus, IconX } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { counted } from "~/lib/size";
import type { Form } from "./form";
import classes from "./form.module.css";
import type { Variable } from "./form_draft";
import { looksSecret } from "./secrets";
import { Section } from "./section";

/** What is added to its environment; values that look secret are not shown. */
export function EnvSection({ draft, change, at }: Form) {
  const { env } = draft;
  const problem = at("/env");
  const named = env.filter(({ name }) => name !== "").length;
  const set = (i: number, part: Partial<Variable>) =>
    change({ env: env.map((one, n) => (n === i ? { ...one, ...part } : one)) });
  return (
    <Section
      title="Environment"
      said={[named > 0 && counted(named, "variable")]}
      hasFault={problem !== undefined}
    >
      {env.map((variable, i) => (
        <Row
          // biome-ignore lint/suspicious/noArrayIndexKey: a variable is what stands in its row
          key={i}
          variable={variable}
          isWrong={at(`/env/${variable.name.trim()}`) !== undefined}
          set={(part) => set(i, part)}
        >
          <ActionIcon
            variant="subtle"
            color="gray"
            size={36}
            aria-label={`Remove ${variable.name || "this variable"}`}
            onClick={() => change({ env: env.filter((_, n) => n !== i) })}
          >
            <IconX size={16} />
          </ActionIcon>
        </Row>
      ))}
      {problem !== undefined && (
        <p className={classes.fault} role="alert">
          {problem}
        </p>
      )}
      <div>
        <Button
          variant="default"
          leftSection={<IconPlus size={14} />}
          onClick={() => change({ env: [...env, { name: "", value: "" }] })}
        >
          Add a variable
        </Button>
      </div>
    </Section>
  );
}

interface RowProps {
  variable: Variable;
  isWrong: boolean;
  set: (part: Partial<Variable>) => void;
  children: ReactNode;
}

function Row({ variable, isWrong, set, children }: RowProps) {
  const Value = looksSecret(variable.name) ? PasswordInput : TextInput;
  return (
    <div className={classes.variable}>
      <TextInput
        aria-label="Name of the variable"
        placeholder="NAME"
        spellCheck={false}
        autoCapitalize="off"
        value={variable.name}
        onChange={(event) => set({ name: event.currentTarget.value })}
        error={isWrong && !variable.isHidden}
        classNames={{ input: classes.code ?? "" }}
      />
      <Value
        aria-label={`Value of ${variable.name || "the variable"}`}
        placeholder={variable.isHidden ? "hidden from you: type it" : "value"}
        spellCheck={false}
        autoComplete="off"
        value={variable.value}
        onChange={(event) => set({ value: event.currentTarget.value })}
        error={isWrong && variable.isHidden}
      />
      {children}
    </div>
  );
}
