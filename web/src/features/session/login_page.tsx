import { Button, PasswordInput, TextInput } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { FormEvent } from "react";
import { Link } from "wouter";
import { api, take } from "~/lib/api/client";
import { waysQuery } from "~/lib/session";
import { Doorstep } from "./doorstep";
import classes from "./doorstep.module.css";
import { credentials, enter } from "./enter";
import { Refusal } from "./refusal";

export function LoginPage() {
  const client = useQueryClient();
  const ways = useQuery(waysQuery).data;
  const login = useMutation({
    mutationFn: async (form: FormData) => {
      const body = {
        ...credentials(String(form.get("username")), String(form.get("password"))),
        cookie: true,
      };
      await take(api.POST("/api/v1/auth/login", { body }));
      await enter(client);
    },
  });
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (!login.isPending) login.mutate(new FormData(event.currentTarget));
  }
  if (ways?.setup_open) return <SetupHint />;
  return (
    <Doorstep title="Log in">
      <form className={classes.form} onSubmit={submit}>
        <TextInput
          label="E-mail or user name"
          name="username"
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          required
          withAsterisk={false}
          autoFocus
        />
        <PasswordInput
          label="Password"
          name="password"
          autoComplete="current-password"
          required
          withAsterisk={false}
        />
        {login.error !== null && <Refusal error={login.error} at={login.submittedAt} />}
        <Button type="submit" size="sm" loading={login.isPending}>
          Log in
        </Button>
      </form>
      {ways?.registration === "open" && (
        <p>
          New here? <Link href="/register">Make an account</Link>
        </p>
      )}
      <p className="ty-muted">
        Forgotten it? An administrator can set a new one for you, or on the server:{" "}
        <code>taskyard user passwd</code>
      </p>
    </Doorstep>
  );
}

function SetupHint() {
  return (
    <Doorstep title="Not set up yet">
      <p>
        Nobody administers this server yet. Follow the link it printed when it started; it ends in{" "}
        <code>/setup#k=…</code>
      </p>
      <p className="ty-muted">
        Lost it, or it is older than an hour? On the server: <code>taskyard setup-link</code>
      </p>
      <Button variant="default" size="sm" onClick={() => window.location.reload()}>
        I have done that
      </Button>
    </Doorstep>
  );
}
