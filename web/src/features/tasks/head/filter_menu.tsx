import { Button, Menu } from "@mantine/core";
import { IconChevronDown } from "@tabler/icons-react";
import { termOf, withTerm } from "~/lib/terms";

interface Choice {
  label: string;
  value: string;
}

const GROUPS: readonly { label: string; key: string; choices: readonly Choice[] }[] = [
  {
    label: "Created",
    key: "after",
    choices: [
      { label: "In the last hour", value: "1h" },
      { label: "In the last 24 h", value: "24h" },
      { label: "In the last 7 days", value: "7d" },
    ],
  },
  {
    label: "Done by",
    key: "kind",
    choices: [
      { label: "The machine", value: "command" },
      { label: "A person", value: "person" },
    ],
  },
  { label: "Made by", key: "by", choices: [{ label: "Me", value: "me" }] },
  {
    label: "Assigned",
    key: "assigned",
    choices: [
      { label: "To me", value: "me" },
      { label: "To nobody", value: "none" },
    ],
  },
  {
    label: "Priority",
    key: "priority",
    choices: [
      { label: "Urgent", value: "urgent" },
      { label: "Low", value: "low" },
    ],
  },
  { label: "Deadline", key: "overdue", choices: [{ label: "Overdue", value: "yes" }] },
];

/** The usual filters, for the mouse; each is written into the field, where it can be learnt. */
export function FilterMenu({ text, setText }: { text: string; setText: (text: string) => void }) {
  return (
    <Menu position="bottom-start" closeOnItemClick={false}>
      <Menu.Target>
        <Button
          variant="default"
          size="sm"
          rightSection={<IconChevronDown size={14} aria-hidden="true" />}
        >
          Filter
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {GROUPS.map(({ label, key, choices }) => [
          <Menu.Label key={key}>{label}</Menu.Label>,
          ...choices.map((choice) => {
            const isOn = termOf(text, key) === choice.value;
            return (
              <Menu.Item
                key={`${key}:${choice.value}`}
                role="menuitemcheckbox"
                aria-checked={isOn}
                rightSection={isOn ? "✓" : null}
                onClick={() => setText(withTerm(text, key, isOn ? null : choice.value))}
              >
                {choice.label}
              </Menu.Item>
            );
          }),
        ])}
      </Menu.Dropdown>
    </Menu>
  );
}
