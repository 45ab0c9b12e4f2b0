import { Tooltip } from "@mantine/core";
import { IconKeyboard } from "@tabler/icons-react";
import { useKeys } from "~/lib/keys";
import { KeyHint } from "~/ui/key_hint";
import { ShortcutsDialog } from "./shortcuts_dialog";
import classes from "./shortcuts_help.module.css";
import { showShortcuts } from "./shown";

/** Which keys work here, in the foot of the navigation. */
export function ShortcutsHelp({ narrow }: { narrow: boolean }) {
  useKeys("Anywhere", [{ keys: "?", label: "Keyboard shortcuts", run: showShortcuts }]);
  return (
    <>
      <Tooltip label="Shortcuts  ?" position="right" disabled={!narrow}>
        <button
          type="button"
          className={classes.help}
          aria-label="Keyboard shortcuts"
          onClick={showShortcuts}
        >
          <IconKeyboard size={18} stroke={1.75} aria-hidden="true" />
          {!narrow && (
            <>
              Shortcuts
              <span className={classes.hint}>
                <KeyHint keys="?" />
              </span>
            </>
          )}
        </button>
      </Tooltip>
      <ShortcutsDialog />
    </>
  );
}
