import { useState } from "react";
import type { User } from "~/lib/api/types";
import { useMe } from "~/lib/session";
import { Callout } from "~/ui/callout";
import { DialogForm } from "~/ui/dialog_form";
import { told } from "~/ui/toast";
import { usePeopleVerbs } from "./change_person";
import { RolePicker } from "./role_picker";
import { isLess, ROLE_NAMES } from "./roles";

export function ChangeRole({ user, done }: { user: User; done: (user: User | null) => void }) {
  const [role, setRole] = useState(user.role);
  const { change } = usePeopleVerbs();
  const isMe = useMe().id === user.id;
  return (
    <DialogForm
      verb={role === user.role ? "Change role" : `Make ${ROLE_NAMES[role]}`}
      isReady={role !== user.role}
      submit={async () => {
        const changed = await change(user, { role });
        told(`${user.name} is ${ROLE_NAMES[role]} now`);
        return changed;
      }}
      done={done}
    >
      <RolePicker isFirst value={role} onChange={setRole} />
      {isLess(role, user.role) && (
        <Callout
          tone="attention"
          title={isMe ? "You will be signed out at once" : "Signs them out at once"}
        >
          <p>
            A lesser role ends all sessions, API tokens and open invites. Tokens have to be made
            anew.
          </p>
        </Callout>
      )}
    </DialogForm>
  );
}
