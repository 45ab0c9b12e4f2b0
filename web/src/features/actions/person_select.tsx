import { Select, type SelectProps } from "@mantine/core";
import type { Person } from "~/lib/api/types";
import { useMe } from "~/lib/session";
import { useAssignable } from "./people";

/** Who would read more of them types a name. */
const SHOWN = 100;

type Props = Omit<SelectProps, "data" | "value" | "onChange"> & {
  value: string | null;
  onChange: (person: Person | null) => void;
};

/** One of the people who can have tasks. */
export function PersonSelect({ value, onChange, ...rest }: Props) {
  const me = useMe();
  const people = useAssignable() ?? [];
  const data = people.map(({ id, name }) => ({
    value: id,
    label: id === me.id ? `${name} (me)` : name,
  }));
  return (
    <Select
      searchable
      clearable
      selectFirstOptionOnChange
      limit={SHOWN}
      nothingFoundMessage="Nobody has this name"
      comboboxProps={{ transitionProps: { duration: 0 } }}
      {...rest}
      data={data}
      value={value}
      onChange={(id) => onChange(people.find((one) => one.id === id) ?? null)}
    />
  );
}
