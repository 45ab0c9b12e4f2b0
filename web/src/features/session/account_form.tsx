import { Button, PasswordInput, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { FormEvent } from "react";
import { useLocation } from "wouter";
import { isProblem } from "~/lib/api/client";
import type { Problem } from "~/lib/api/problem";
import { FormProblem } from "~/ui/form_problem";
import classes from "./doorstep.module.css";
import { enter } from "./enter";

export interface NewAccount {
  name: string;
  email: string;
  password: string;
  cookie: true;
}

const FIELDS = ["/name", "/email", "/password"];

/** Makes an account and goes in with it. `make` is how: set-up, invite or registration. */
export function AccountForm({
  make,
  action,
}: {
  make: (account: NewAccount) => Promise<unknown>;
  action: string;
}) {
  const client = useQueryClient();
  const [, navigate] = useLocation();
  const making = useMutation({
    mutationFn: async (account: NewAccount) => {
      await make(account);
      await enter(client);
      navigate("/", { replace: true });
    },
  });
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const text = (name: string) => String(form.get(name)).trim();
    making.mutate({
      name: text("name"),
      email: text("email"),
      password: String(form.get("password")),
      cookie: true,
    });
  }
  const problem: Problem | null = isProblem(making.error) ? making.error : null;
  return (
    <form className={classes.form} onSubmit={submit}>
      <TextInput
        label="Name"
        name="name"
        autoComplete="name"
        required
        withAsterisk={false}
        autoFocus
        error={problem?.of("/name")}
      />
      <TextInput
        label="E-mail"
        name="email"
        type="email"
        autoComplete="email"
        required
        withAsterisk={false}
        error={problem?.of("/email")}
      />
      <PasswordInput
        label="Password"
        description="Ten characters or more; a few words are easier to remember."
        name="password"
        autoComplete="new-password"
        required
        withAsterisk={false}
        error={problem?.of("/password")}
      />
      <FormProblem error={making.error} fields={FIELDS} />
      <Button type="submit" size="sm" loading={making.isPending}>
        {action}
      </Button>
    </form>
  );
}
