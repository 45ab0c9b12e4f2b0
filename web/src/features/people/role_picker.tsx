import { Radio } from "@mantine/core";
import type { Role } from "~/lib/api/types";
import classes from "./people.module.css";
import { ROLE_NAMES, ROLE_SAYS, ROLES } from "./roles";

/** One of the roles, each with what it means; `name` is its place in the form. */
export function RolePicker({
  value,
  onChange,
  isFirst = false,
}: {
  value: Role;
  onChange: (role: Role) => void;
  /** Whether the dialog begins with it. */
  isFirst?: boolean;
}) {
  return (
    <Radio.Group name="role" label="Role" value={value} onChange={(role) => onChange(role as Role)}>
      <div className={classes.roles}>
        {ROLES.map((role) => (
          <Radio
            key={role}
            value={role}
            label={ROLE_NAMES[role]}
            description={ROLE_SAYS[role]}
            data-autofocus={isFirst && role === value ? true : undefined}
          />
        ))}
      </div>
    </Radio.Group>
  );
}
