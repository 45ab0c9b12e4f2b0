import { Select } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api, isProblem, take } from "~/lib/api/client";
import classes from "./audit.module.css";

const SHOWN = 20;
const TYPED_MS = 250;

/** One of the people there are; found by typing. */
export function ActorSelect({
  value,
  onChange,
}: {
  value: string | null;
  onChange: (id: string | null) => void;
}) {
  const [typed, setTyped] = useState("");
  const chosen = useName(value);
  // What was chosen stands in the field; that is no search.
  const [words] = useDebouncedValue(typed === chosen ? "" : typed, TYPED_MS);
  const found = useFound(words);
  const data = found.map(({ id, name }) => ({ value: id, label: name }));
  if (value !== null && chosen !== null && !data.some((one) => one.value === value)) {
    data.push({ value, label: chosen });
  }
  return (
    <Select
      label="Who"
      placeholder="Anybody"
      searchable
      clearable
      clearButtonProps={{ "aria-label": "Anybody" }}
      nothingFoundMessage="Nobody is called that"
      filter={({ options }) => options}
      data={data}
      value={value}
      onChange={onChange}
      searchValue={typed}
      onSearchChange={setTyped}
      className={classes.choice}
    />
  );
}

function useFound(q: string) {
  const found = useQuery({
    queryKey: ["users", "found", q],
    queryFn: ({ signal }) => {
      const query = { limit: SHOWN, order_by: "name", ...(q === "" ? {} : { q }) };
      return take(api.GET("/api/v1/users", { params: { query }, signal }));
    },
    placeholderData: keepPreviousData,
  });
  return found.data?.users ?? [];
}

/** Of somebody who was deleted only the number is left. */
function useName(id: string | null): string | null {
  const { data, error } = useQuery({
    queryKey: ["users", "one", id],
    queryFn: ({ signal }) => {
      const params = { path: { user_id: id ?? "" } };
      return take(api.GET("/api/v1/users/{user_id}", { params, signal }));
    },
    enabled: id !== null,
  });
  if (id === null) return null;
  return data?.name ?? (isProblem(error) ? `Person #${id}` : null);
}
