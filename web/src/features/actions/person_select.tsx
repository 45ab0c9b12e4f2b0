import { Select, type SelectProps } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { api, take } from "~/lib/api/client";
import type { Person } from "~/lib/api/types";
import { useMe } from "~/lib/session";

// All of them, on any server for people who know each other.
const LIMIT = 1_000;

type Props = Omit<SelectProps, "data" | "value" | "onChange"> & {
  value: string | null;
  onChange: (person: Person | null) => void;
};

/** One of the people who can have tasks. */
export function PersonSelect({ value, onChange, ...rest }: Props) {
  const me = useMe();
  const people = usePeople() ?? [];
  const data = people.map(({ id, name }) => ({
    value: id,
    label: id === me.id ? `${name} (me)` : name,
  }));
  return (
    <Select
      searchable
      clearable
      nothingFoundMessage="Nobody has this name"
      comboboxProps={{ transitionProps: { duration: 0 } }}
      {...rest}
      data={data}
      value={value}
      onChange={(id) => onChange(people.find((one) => one.id === id) ?? null)}
    />
  );
}

/** Whom tasks can be given to: viewers only look. Undefined until it is known. */
export function usePeople(): readonly Person[] | undefined {
  return useQuery({
    queryKey: ["users", "assignable"],
    queryFn: async ({ signal }) => {
      const query = { limit: LIMIT, order_by: "name" };
      const page = await take(api.GET("/api/v1/users", { params: { query }, signal }));
      return page.users.filter((one) => one.role !== "viewer" && one.disabled !== true);
    },
  }).data;
}
