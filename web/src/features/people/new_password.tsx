import { Button, PasswordInput } from "@mantine/core";
import { useState } from "react";
import { CopyButton } from "~/ui/copy_button";
import classes from "./people.module.css";
import { suggested } from "./suggested_password";

/** A password for somebody else, who has to be told it: it can be suggested, seen and copied. */
export function NewPassword({
  error,
  isFirst = false,
}: {
  error: string | undefined;
  isFirst?: boolean;
}) {
  const [password, setPassword] = useState("");
  const [seen, setSeen] = useState(false);
  return (
    <div className={classes.password}>
      <PasswordInput
        label="Password"
        description="Ten characters or more."
        name="password"
        autoComplete="new-password"
        required
        data-autofocus={isFirst || undefined}
        withAsterisk={false}
        value={password}
        onChange={(event) => setPassword(event.currentTarget.value)}
        visible={seen}
        onVisibilityChange={setSeen}
        error={error}
      />
      <div className={classes.beside}>
        <Button
          variant="default"
          onClick={() => {
            setPassword(suggested());
            setSeen(true);
          }}
        >
          Suggest one
        </Button>
        {password !== "" && <CopyButton text={password} what="password" />}
      </div>
    </div>
  );
}
