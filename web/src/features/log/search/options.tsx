import { ActionIcon, Tooltip } from "@mantine/core";
import { IconLetterCase, IconRegex } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useQueryState } from "~/lib/query_state";
import { useAsked } from "./asked";

/** How what is typed is meant. */
export function Options() {
  const [query] = useQueryState();
  const [, ask] = useAsked();
  const [regex, exact] = [query.get("regex") === "1", query.get("case") === "1"];
  return (
    <>
      <Option label="Upper and lower case differ" isOn={exact} set={(on) => ask({ case: on })}>
        <IconLetterCase size={16} />
      </Option>
      <Option label="Regular expression" isOn={regex} set={(on) => ask({ regex: on })}>
        <IconRegex size={16} />
      </Option>
    </>
  );
}

interface OptionProps {
  label: string;
  isOn: boolean;
  set: (on: boolean) => void;
  children: ReactNode;
}

function Option({ label, isOn, set, children }: OptionProps) {
  return (
    <Tooltip label={label}>
      <ActionIcon
        variant={isOn ? "filled" : "default"}
        size={28}
        aria-label={label}
        aria-pressed={isOn}
        onClick={() => set(!isOn)}
      >
        {children}
      </ActionIcon>
    </Tooltip>
  );
}
