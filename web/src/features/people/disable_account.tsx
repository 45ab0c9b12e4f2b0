import type { User } from "~/lib/api/types";
import { DialogForm } from "~/ui/dialog_form";
import { told } from "~/ui/toast";
import { usePeopleVerbs } from "./change_person";
import { OpenTasks } from "./open_tasks";

export function DisableAccount({ user, done }: { user: User; done: (user: User | null) => void }) {
  const { change } = usePeopleVerbs();
  return (
    <DialogForm
      verb="Disable"
      isDanger
      submit={async () => {
        const changed = await change(user, { disabled: true });
        told(`${user.name} may not sign in any more`);
        return changed;
      }}
      done={done}
    >
      <p>
        Ends their sessions, API tokens and invites at once. Their tasks stay, running ones go on.
        The account can be enabled again; tokens have to be made anew.
      </p>
      <OpenTasks user={user} />
    </DialogForm>
  );
}
