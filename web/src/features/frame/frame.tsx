import { Button, Tooltip } from "@mantine/core";
import { IconLayoutSidebarLeftCollapse, IconPlus } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { Link } from "wouter";
import { Palette } from "~/features/palette";
import { ShortcutsHelp } from "~/features/shortcuts";
import { usePref } from "~/lib/prefs";
import { useRights } from "~/lib/session";
import { Dialogs } from "~/ui/dialogs";
import { KeyHint } from "~/ui/key_hint";
import classes from "./frame.module.css";
import { useFrameKeys } from "./frame_keys";
import { LiveChip } from "./live_chip";
import { NavList } from "./nav_list";
import { useNewBuild } from "./new_build";
import { usePolling } from "./polling";
import { UserMenu } from "./user_menu";

/** What stands around every page. */
export function Frame({ children }: { children: ReactNode }) {
  const [rail, setRail] = usePref("rail");
  const rights = useRights();
  useFrameKeys();
  usePolling();
  useNewBuild();
  const narrow = rail === "narrow";
  return (
    <div className={`${classes.frame} ${narrow ? classes.narrow : ""}`}>
      <button type="button" className={classes.skip} onClick={toPage}>
        Skip to the page
      </button>
      <header className={classes.head}>
        <Palette />
        <LiveChip />
        {rights.create && (
          <Button
            component={Link}
            href="/new"
            leftSection={<IconPlus size={16} />}
            rightSection={<KeyHint keys="n" />}
            className={classes.create}
          >
            New task
          </Button>
        )}
      </header>
      <nav className={classes.rail} aria-label="Main">
        <Link href="/" className={classes.brand}>
          Taskyard
        </Link>
        <NavList narrow={narrow} />
        <div className={classes.foot}>
          <ShortcutsHelp />
          <Tooltip label={narrow ? "Unfold" : "Fold"}>
            <button
              type="button"
              className={classes.fold}
              aria-label={narrow ? "Unfold the navigation" : "Fold the navigation"}
              onClick={() => setRail(narrow ? "wide" : "narrow")}
            >
              <IconLayoutSidebarLeftCollapse size={16} aria-hidden="true" />
            </button>
          </Tooltip>
          <UserMenu />
        </div>
      </nav>
      <main className={classes.page} id="page" tabIndex={-1}>
        {children}
      </main>
      <Dialogs />
    </div>
  );
}

// A link to #page would lead away: a <base> is set, and what follows # belongs to the log.
function toPage(): void {
  document.getElementById("page")?.focus();
}
