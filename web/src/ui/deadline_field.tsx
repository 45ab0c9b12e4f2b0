import { Button, TextInput } from "@mantine/core";
import type { ReactNode } from "react";
import { fromField, picks, toField } from "~/lib/deadline";
import classes from "./deadline_field.module.css";
import { useZone } from "./times";

interface Props {
  /** RFC 3339, or null for none. */
  value: string | null;
  onChange: (value: string | null) => void;
  label?: string;
  error?: ReactNode;
}

/** A moment in the zone that times are told in, and what is most often meant a click away. */
export function DeadlineField({ value, onChange, label = "Deadline", error }: Props) {
  const zone = useZone();
  return (
    <div>
      <TextInput
        type="datetime-local"
        label={zone === "utc" ? `${label} (UTC)` : label}
        value={toField(value, zone)}
        onChange={(event) => onChange(fromField(event.currentTarget.value, zone))}
        error={error}
        className={classes.field}
      />
      <div className={classes.picks}>
        {picks(Date.now(), zone).map(({ label: name, at }) => (
          <Button key={name} size="xs" variant="default" onClick={() => onChange(at.toISOString())}>
            {name}
          </Button>
        ))}
        {value !== null && (
          <Button size="xs" variant="subtle" onClick={() => onChange(null)}>
            None
          </Button>
        )}
      </div>
    </div>
  );
}
