import { Menu, UnstyledButton } from "@mantine/core";
import {
  IconChevronDown,
  IconDeviceDesktop,
  IconHistory,
  IconKey,
  IconLogout,
  IconMoon,
  IconSun,
  IconUser,
} from "@tabler/icons-react";
import { useLocation } from "wouter";
import { useSignOut } from "~/features/session";
import { usePref } from "~/lib/prefs";
import { useMe, useRights } from "~/lib/session";
import { failed } from "~/ui/toast";
import classes from "./frame.module.css";

const THEMES = [
  ["auto", "As the system", IconDeviceDesktop],
  ["light", "Light", IconSun],
  ["dark", "Dark", IconMoon],
] as const;

export function UserMenu() {
  const me = useMe();
  const rights = useRights();
  const [, navigate] = useLocation();
  const [theme, setTheme] = usePref("theme");
  const signOut = useSignOut();
  return (
    <Menu width={220} position="top-start">
      <Menu.Target>
        <UnstyledButton className={classes.user}>
          <span className={classes.avatar} aria-hidden="true">
            {me.name.slice(0, 1).toUpperCase()}
          </span>
          {/* Where there is no room for the name it is still what the button is called. */}
          <span className="ty-unseen">{me.name}</span>
          <span className={classes.label} aria-hidden="true">
            {me.name}
          </span>
          <IconChevronDown size={14} className={classes.label} aria-hidden="true" />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconUser size={16} />} onClick={() => navigate("/profile")}>
          Profile and sessions
        </Menu.Item>
        <Menu.Item leftSection={<IconKey size={16} />} onClick={() => navigate("/tokens")}>
          API tokens
        </Menu.Item>
        {rights.administer && (
          <Menu.Item leftSection={<IconHistory size={16} />} onClick={() => navigate("/audit")}>
            Audit log
          </Menu.Item>
        )}
        <Menu.Divider />
        <Menu.Label>Theme</Menu.Label>
        {THEMES.map(([value, label, Icon]) => (
          <Menu.Item
            key={value}
            role="menuitemradio"
            aria-checked={theme === value}
            leftSection={<Icon size={16} />}
            rightSection={theme === value ? "✓" : null}
            onClick={() => setTheme(value)}
          >
            {label}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item
          leftSection={<IconLogout size={16} />}
          onClick={() => void signOut().catch(failed)}
        >
          Log out
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
