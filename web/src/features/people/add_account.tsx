import { TextInput } from "@mantine/core";
import { useState } from "react";
import type { Role, User } from "~/lib/api/types";
import { DialogForm } from "~/ui/dialog_form";
import { told } from "~/ui/toast";
import { usePeopleVerbs } from "./change_person";
import { textOf } from "./form_text";
import { NewPassword } from "./new_password";
import { RolePicker } from "./role_picker";

const FIELDS = ["/name", "/email", "/username", "/password"];

export function AddAccount({ done }: { done: (user: User | null) => void }) {
  const { add } = usePeopleVerbs();
  const [role, setRole] = useState<Role>("user");
  return (
    <DialogForm
      verb="Add account"
      fields={FIELDS}
      submit={async (form) => {
        const user = await add({
          name: textOf(form, "name"),
          email: textOf(form, "email"),
          username: textOf(form, "username") || null,
          password: String(form.get("password")),
          role,
        });
        told(`${user.name} may sign in now`);
        return user;
      }}
      done={done}
    >
      {(problem) => (
        <>
          <TextInput
            label="Name"
            name="name"
            autoComplete="off"
            required
            withAsterisk={false}
            data-autofocus
            error={problem?.of("/name")}
          />
          <TextInput
            label="E-mail"
            name="email"
            type="email"
            autoComplete="off"
            required
            withAsterisk={false}
            error={problem?.of("/email")}
          />
          <TextInput
            label="User name"
            description="Another name to sign in with. May be left empty."
            name="username"
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            error={problem?.of("/username")}
          />
          <NewPassword error={problem?.of("/password")} />
          <RolePicker value={role} onChange={setRole} />
        </>
      )}
    </DialogForm>
  );
}
