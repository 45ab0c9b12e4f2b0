import { Link, useLocation } from "wouter";
import { useRights } from "~/lib/session";
import classes from "./settings_nav.module.css";

interface Entry {
  path: string;
  label: string;
  isForAdmins?: boolean;
}

const ENTRIES: readonly Entry[] = [
  { path: "/settings", label: "Appearance" },
  { path: "/profile", label: "Profile" },
  { path: "/tokens", label: "API tokens" },
  { path: "/settings/server", label: "Server", isForAdmins: true },
  { path: "/settings/security", label: "Security", isForAdmins: true },
  { path: "/audit", label: "Audit log", isForAdmins: true },
  { path: "/settings/about", label: "About" },
];

/** Above every page that belongs to the settings: one's own, the server's, and about it. */
export function SettingsNav() {
  const [path] = useLocation();
  const { administer } = useRights();
  const shown = ENTRIES.filter((entry) => administer || !entry.isForAdmins);
  return (
    <nav aria-label="Settings" className={classes.nav}>
      {shown.map((entry) => (
        <Link
          key={entry.path}
          href={entry.path}
          className={`${classes.entry} ${entry.path === path ? classes.here : ""}`}
          aria-current={entry.path === path ? "page" : undefined}
        >
          {entry.label}
        </Link>
      ))}
    </nav>
  );
}
