import { Button, PasswordInput, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { isProblem } from "~/lib/api/client";
import type { Me } from "~/lib/api/types";
import { useMe } from "~/lib/session";
import { FormProblem } from "~/ui/form_problem";
import { told } from "~/ui/toast";
import { useChangeMe } from "./change_me";
import classes from "./profile.module.css";

const FIELDS = ["/name", "/email", "/username"];

interface Account {
  name: string;
  email: string;
  username: string;
}

/** Name, e-mail and user name. */
export function AccountForm() {
  const me = useMe();
  const [account, setAccount] = useState<Account>(() => accountOf(me));
  const saving = useChangeMe(() => told("Saved"));
  const changes = changesOf(accountOf(me), account);
  const isChanged = Object.keys(changes).length > 0;
  const isGuarded = "email" in changes || "username" in changes;
  const problem = isProblem(saving.error) ? saving.error : null;
  const field = (name: keyof Account) => ({
    name,
    value: account[name],
    onChange: (event: { currentTarget: HTMLInputElement }) =>
      setAccount({ ...account, [name]: event.currentTarget.value }),
    error: problem?.of(`/${name}`),
  });
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const current = new FormData(event.currentTarget).get("current_password");
    saving.mutate({ ...changes, ...(isGuarded ? { current_password: String(current) } : {}) });
  }
  return (
    <form className={classes.form} onSubmit={submit} aria-labelledby="account">
      <h2 id="account">Account</h2>
      <TextInput
        label="Name"
        description="What others see."
        autoComplete="name"
        required
        withAsterisk={false}
        {...field("name")}
      />
      <TextInput
        label="E-mail"
        type="email"
        autoComplete="email"
        required
        withAsterisk={false}
        {...field("email")}
      />
      <TextInput
        label="User name"
        description="Another name to sign in with. May be left empty."
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        {...field("username")}
      />
      {isGuarded && (
        <PasswordInput
          label="Current password"
          description="Another e-mail or user name takes it, so that nobody else changes them."
          name="current_password"
          autoComplete="current-password"
          required
          withAsterisk={false}
        />
      )}
      {isChanged && <FormProblem error={saving.error} fields={FIELDS} />}
      <Button type="submit" size="sm" loading={saving.isPending} disabled={!isChanged}>
        Save
      </Button>
    </form>
  );
}

function accountOf({ name, email, username }: Me): Account {
  return { name, email: email ?? "", username: username ?? "" };
}

/** What differs, as it is sent: an empty user name is none. */
export function changesOf(before: Account, now: Account) {
  const differs = (name: keyof Account) => before[name] !== now[name].trim();
  return {
    ...(differs("name") && { name: now.name.trim() }),
    ...(differs("email") && { email: now.email.trim() }),
    ...(differs("username") && { username: now.username.trim() || null }),
  };
}
