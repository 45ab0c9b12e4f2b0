import { Button } from "@mantine/core";
import { IconMailPlus, IconUserPlus } from "@tabler/icons-react";
import { ask } from "~/ui/dialogs";
import { AddAccount } from "./add_account";
import { type Invited, InviteForm, InviteLink } from "./invite";

export function InviteButton() {
  async function invite() {
    const made = await ask<Invited>("Invite somebody", (done) => <InviteForm done={done} />);
    if (made === null) return;
    const link = (done: (value: null) => void) => <InviteLink made={made} done={done} />;
    await ask<null>("Invited", link, { isHeld: true });
  }
  return (
    <Button leftSection={<IconMailPlus size={16} />} onClick={() => void invite()}>
      Invite
    </Button>
  );
}

export function AddButton() {
  return (
    <Button
      variant="default"
      leftSection={<IconUserPlus size={16} />}
      onClick={() => void ask("Add an account", (done) => <AddAccount done={done} />)}
    >
      Add account
    </Button>
  );
}
