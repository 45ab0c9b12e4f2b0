import { Checkbox, Select, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api, take } from "~/lib/api/client";
import { useMe, useRights } from "~/lib/session";
import { DialogForm } from "~/ui/dialog_form";
import { endOf, LIVES, type Life } from "./token_life";
import classes from "./tokens.module.css";
import { type NewToken, SCOPES, type Scope, tokensQuery } from "./tokens_query";

export function NewTokenForm({ done }: { done: (made: NewToken | null) => void }) {
  const client = useQueryClient();
  const [scopes, setScopes] = useState<Scope[]>(["read"]);
  const [life, setLife] = useState<Life>("90");
  const offered = useScopes();
  return (
    <DialogForm
      verb="Make token"
      fields={["/name", "/scopes", "/expires_at"]}
      submit={async (form) => {
        const body = {
          name: String(form.get("name")).trim(),
          scopes,
          expires_at: endOf(life, String(form.get("day") ?? ""), Date.now()),
        };
        const made = await take(api.POST("/api/v1/tokens", { body }));
        void client.invalidateQueries(tokensQuery);
        return made;
      }}
      done={done}
    >
      {(problem) => (
        <>
          <TextInput
            label="Name"
            description="What uses it, so that you know it again: backup script."
            name="name"
            required
            withAsterisk={false}
            maxLength={100}
            data-autofocus
            error={problem?.of("/name")}
          />
          <Checkbox.Group
            label="It may"
            value={scopes}
            onChange={(chosen) => setScopes(chosen as Scope[])}
            error={scopes.length === 0 ? "Choose at least one." : problem?.of("/scopes")}
          >
            <div className={classes.scopes}>
              {offered.map((scope) => (
                <Checkbox
                  key={scope}
                  value={scope}
                  label={SCOPES[scope].name}
                  description={SCOPES[scope].says}
                />
              ))}
            </div>
          </Checkbox.Group>
          <Select
            label="Expires"
            data={LIVES}
            value={life}
            allowDeselect={false}
            onChange={(value) => setLife(value as Life)}
            error={life !== "day" && problem?.of("/expires_at")}
          />
          {life === "day" && (
            <TextInput
              label="At the end of"
              type="date"
              name="day"
              required
              withAsterisk={false}
              error={problem?.of("/expires_at")}
            />
          )}
        </>
      )}
    </DialogForm>
  );
}

/** No more than this access may; who only looks has no use for running. */
function useScopes(): Scope[] {
  const { scopes } = useMe();
  const { create } = useRights();
  return (["read", "run", "admin"] as const).filter(
    (scope) => scopes.includes(scope) && (create || scope !== "run"),
  );
}
