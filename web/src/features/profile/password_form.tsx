import { Button, PasswordInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useRef } from "react";
import { isProblem } from "~/lib/api/client";
import { useMe } from "~/lib/session";
import { FormProblem } from "~/ui/form_problem";
import { told } from "~/ui/toast";
import { useChangeMe } from "./change_me";
import classes from "./profile.module.css";

export function PasswordForm() {
  const me = useMe();
  const client = useQueryClient();
  const form = useRef<HTMLFormElement>(null);
  const changing = useChangeMe(() => {
    form.current?.reset();
    void client.invalidateQueries({ queryKey: ["sessions"] });
    void client.invalidateQueries({ queryKey: ["tokens"] });
    told("Your password is changed");
  });
  const problem = isProblem(changing.error) ? changing.error : null;
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const given = new FormData(event.currentTarget);
    changing.mutate({
      password: String(given.get("password")),
      current_password: String(given.get("current_password")),
    });
  }
  return (
    <form ref={form} className={classes.form} onSubmit={submit} aria-labelledby="password">
      <h2 id="password">Password</h2>
      <p className="ty-muted">
        A new password ends all your other sessions and all your API tokens. This session stays.
      </p>
      {/* So that password managers know whose password this is. */}
      <input
        className="ty-unseen"
        name="username"
        autoComplete="username"
        defaultValue={me.email ?? me.username ?? ""}
        readOnly
        tabIndex={-1}
        aria-hidden="true"
      />
      <PasswordInput
        label="Current password"
        name="current_password"
        autoComplete="current-password"
        required
        withAsterisk={false}
      />
      <PasswordInput
        label="New password"
        description="Ten characters or more; a few words are easier to remember."
        name="password"
        autoComplete="new-password"
        required
        withAsterisk={false}
        error={problem?.of("/password")}
      />
      <FormProblem error={changing.error} fields={["/password"]} />
      <Button type="submit" size="sm" loading={changing.isPending}>
        Change password
      </Button>
    </form>
  );
}
