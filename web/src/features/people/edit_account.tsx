import { TextInput } from "@mantine/core";
import type { User } from "~/lib/api/types";
import { DialogForm } from "~/ui/dialog_form";
import { told } from "~/ui/toast";
import { usePeopleVerbs } from "./change_person";
import { textOf } from "./form_text";

const FIELDS = ["/name", "/email", "/username", "/external_id"];

export function EditAccount({ user, done }: { user: User; done: (user: User | null) => void }) {
  const { change } = usePeopleVerbs();
  return (
    <DialogForm
      verb="Save"
      fields={FIELDS}
      submit={async (form) => {
        const changed = await change(user, {
          name: textOf(form, "name"),
          email: textOf(form, "email"),
          username: textOf(form, "username") || null,
          external_id: textOf(form, "external_id") || null,
        });
        told("Saved");
        return changed;
      }}
      done={done}
    >
      {(problem) => (
        <>
          <TextInput
            label="Name"
            name="name"
            defaultValue={user.name}
            required
            withAsterisk={false}
            data-autofocus
            error={problem?.of("/name")}
          />
          <TextInput
            label="E-mail"
            name="email"
            type="email"
            defaultValue={user.email ?? ""}
            required
            withAsterisk={false}
            error={problem?.of("/email")}
          />
          <TextInput
            label="User name"
            description="Another name to sign in with. May be left empty."
            name="username"
            defaultValue={user.username ?? ""}
            autoCapitalize="none"
            spellCheck={false}
            error={problem?.of("/username")}
          />
          <TextInput
            label="External id"
            description="What another system calls this person. May be left empty."
            name="external_id"
            defaultValue={user.external_id ?? ""}
            spellCheck={false}
            error={problem?.of("/external_id")}
          />
        </>
      )}
    </DialogForm>
  );
}
