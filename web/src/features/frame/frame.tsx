import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { Link } from "wouter";
import { useDueSoon, useWanted } from "~/features/outcome";
import { Palette } from "~/features/palette";
import { useRights } from "~/lib/session";
import { Dialogs } from "~/ui/dialogs";
import { KeyHint } from "~/ui/key_hint";
import classes from "./frame.module.css";
import { useFrameKeys } from "./frame_keys";
import { LiveChip } from "./live_chip";
import { useNewBuild } from "./new_build";
import { usePolling } from "./polling";
import { Rail } from "./rail";
import { useRail } from "./use_rail";

/** What stands around every page. */
export function Frame({ children }: { children: ReactNode }) {
  const { isNarrow } = useRail();
  const rights = useRights();
  useFrameKeys();
  usePolling();
  useNewBuild();
  useDueSoon();
  useWanted();
  return (
    <div className={`${classes.frame} ${isNarrow ? classes.narrow : ""}`}>
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
      <Rail />
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
