import { useLocation } from "wouter";
import type { User } from "~/lib/api/types";
import { Callout } from "~/ui/callout";
import { DialogForm } from "~/ui/dialog_form";
import { told } from "~/ui/toast";
import { usePeopleVerbs } from "./change_person";
import { OpenTasks } from "./open_tasks";

export function DeleteAccount({ user, done }: { user: User; done: (user: true | null) => void }) {
  const { remove } = usePeopleVerbs();
  const [, navigate] = useLocation();
  return (
    <DialogForm
      verb="Delete"
      refrain="Keep the account"
      isDanger
      submit={async () => {
        await remove(user);
        navigate("/users", { replace: true });
        told(`${user.name} was deleted`);
        return true as const;
      }}
      done={done}
    >
      <p>
        Ends their sessions, API tokens and invites, and cannot be undone. What they made and were
        given stays, under the name “deleted user {user.id}”; the audit log keeps their own name.
      </p>
      {!user.disabled && (
        <Callout title="Disabling does as much, and can be undone">
          <p>Delete an account when its name and e-mail have to go.</p>
        </Callout>
      )}
      <OpenTasks user={user} />
    </DialogForm>
  );
}
