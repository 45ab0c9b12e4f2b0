import {
  type Icon,
  IconKey,
  IconPencil,
  IconShield,
  IconTrash,
  IconUser,
  IconUserCheck,
  IconUserOff,
} from "@tabler/icons-react";
import { useLocation } from "wouter";
import type { User } from "~/lib/api/types";
import { useMe, useRights } from "~/lib/session";
import { ask } from "~/ui/dialogs";
import { failed, told } from "~/ui/toast";
import { usePeopleVerbs } from "./change_person";
import { ChangeRole } from "./change_role";
import { DeleteAccount } from "./delete_account";
import { DisableAccount } from "./disable_account";
import { EditAccount } from "./edit_account";
import { OWNER } from "./people_query";
import { SetPassword } from "./set_password";

export interface Verb {
  label: string;
  icon: Icon;
  isDanger?: boolean;
  run: () => void;
}

/** What one may do to this account: none to the owner of the machine, little to one's own. */
export function useVerbsFor(user: User): Verb[] {
  const me = useMe();
  const { administer } = useRights();
  const [, navigate] = useLocation();
  const { change } = usePeopleVerbs();
  if (!administer || user.id === OWNER) return [];
  const role: Verb = {
    label: "Change role",
    icon: IconShield,
    run: () => void ask(`Role of ${user.name}`, (done) => <ChangeRole user={user} done={done} />),
  };
  if (user.id === me.id) {
    return [{ label: "Your profile", icon: IconUser, run: () => navigate("/profile") }, role];
  }
  const enable = () =>
    void change(user, { disabled: false })
      .then(() => told(`${user.name} may sign in again`))
      .catch(failed);
  return [
    {
      label: "Edit",
      icon: IconPencil,
      run: () => void ask(`Edit ${user.name}`, (done) => <EditAccount user={user} done={done} />),
    },
    role,
    {
      label: "Set password",
      icon: IconKey,
      run: () =>
        void ask(`New password for ${user.name}`, (done) => (
          <SetPassword user={user} done={done} />
        )),
    },
    user.disabled
      ? { label: "Enable", icon: IconUserCheck, run: enable }
      : {
          label: "Disable",
          icon: IconUserOff,
          run: () =>
            void ask(`Disable ${user.name}?`, (done) => <DisableAccount user={user} done={done} />),
        },
    {
      label: "Delete",
      icon: IconTrash,
      isDanger: true,
      run: () =>
        void ask(`Delete ${user.name}?`, (done) => <DeleteAccount user={user} done={done} />),
    },
  ];
}
