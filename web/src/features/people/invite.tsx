import { Button, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api, take } from "~/lib/api/client";
import type { components } from "~/lib/api/schema";
import type { Role } from "~/lib/api/types";
import { useRights } from "~/lib/session";
import { DialogForm } from "~/ui/dialog_form";
import { ShownOnce } from "~/ui/shown_once";
import { When } from "~/ui/times";
import { refreshing } from "./change_person";
import { textOf } from "./form_text";
import { RolePicker } from "./role_picker";
import { ROLE_NAMES } from "./roles";

export type Invited = components["schemas"]["NewInviteOut"];

/** Only an administrator chooses the role. */
export function InviteForm({ done }: { done: (made: Invited | null) => void }) {
  const client = useQueryClient();
  const { administer } = useRights();
  const [role, setRole] = useState<Role>("user");
  return (
    <DialogForm
      verb="Make the link"
      fields={["/email"]}
      submit={(form) => {
        const body = { email: textOf(form, "email") || null, role };
        return refreshing(client, take(api.POST("/api/v1/invites", { body })));
      }}
      done={done}
    >
      {(problem) => (
        <>
          <p>
            Makes a link with which they choose a password of their own. It works once, within seven
            days. Send it to them yourself: nothing is sent by mail.
          </p>
          <TextInput
            label="E-mail"
            description="Only who has this address can use the link. Empty: whoever has the link."
            name="email"
            type="email"
            autoComplete="off"
            data-autofocus
            error={problem?.of("/email")}
          />
          {administer && <RolePicker value={role} onChange={setRole} />}
        </>
      )}
    </DialogForm>
  );
}

export function InviteLink({ made, done }: { made: Invited; done: (value: null) => void }) {
  return (
    <ShownOnce secret={made.link} what="link">
      <p>
        For {made.email ?? "whoever has it"}, as {ROLE_NAMES[made.role]}. Works once, and expires{" "}
        <When at={made.expires_at} />.
      </p>
      <Button onClick={() => done(null)}>I have copied it</Button>
    </ShownOnce>
  );
}
