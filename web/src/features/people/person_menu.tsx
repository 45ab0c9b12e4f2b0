import { ActionIcon, Menu } from "@mantine/core";
import { IconDots } from "@tabler/icons-react";
import type { User } from "~/lib/api/types";
import { useVerbsFor } from "./person_verbs";

/** What an administrator may do to an account; nothing where nothing can be done. */
export function PersonMenu({ user }: { user: User }) {
  const verbs = useVerbsFor(user);
  if (verbs.length === 0) return null;
  return (
    <Menu width={200}>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" aria-label={`Actions for ${user.name}`}>
          <IconDots size={16} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {verbs.map((verb) => (
          <Menu.Item
            key={verb.label}
            leftSection={<verb.icon size={16} />}
            onClick={verb.run}
            {...(verb.isDanger ? { color: "danger" } : {})}
          >
            {verb.label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
