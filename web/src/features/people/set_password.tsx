import type { User } from "~/lib/api/types";
import { DialogForm } from "~/ui/dialog_form";
import { told } from "~/ui/toast";
import { usePeopleVerbs } from "./change_person";
import { NewPassword } from "./new_password";

export function SetPassword({ user, done }: { user: User; done: (user: User | null) => void }) {
  const { change } = usePeopleVerbs();
  return (
    <DialogForm
      verb="Set password"
      fields={["/password"]}
      submit={async (form) => {
        const changed = await change(user, { password: String(form.get("password")) });
        told(`${user.name} has a new password`);
        return changed;
      }}
      done={done}
    >
      {(problem) => (
        <>
          <p>
            Ends their sessions and API tokens. Tell them the password yourself: nothing is sent by
            mail.
          </p>
          <NewPassword isFirst error={problem?.of("/password")} />
        </>
      )}
    </DialogForm>
  );
}
