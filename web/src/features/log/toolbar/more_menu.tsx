import { ActionIcon, Menu } from "@mantine/core";
import { IconDots } from "@tabler/icons-react";
import { prefs, usePref } from "~/lib/prefs";
import { usePlain } from "../plain/use_plain";
import { useStore } from "../store";
import { useSessionOf } from "../viewer";
import { DownloadItems } from "./download_items";
import { goToLine } from "./go_to_line";
import { SmallItems } from "./small_items";
import classes from "./toolbar.module.css";
import { useCopyLog } from "./use_copy_log";
import type { Tools } from "./use_tools";

const FONTS = { least: 11, most: 18 };

/** What is needed now and then; on a phone all that has no button there. */
export function MoreMenu({ isSmall, tools }: { isSmall: boolean; tools: Tools }) {
  const session = useSessionOf();
  const { groups } = useStore(session.folds);
  const [font, setFont] = usePref("logFont");
  const [dark] = usePref("logDark");
  const [exact] = usePref("logExactColours");
  const copyLog = useCopyLog();
  const [, openPlain] = usePlain();
  return (
    <Menu closeOnItemClick={true} withinPortal>
      <Menu.Target>
        <ActionIcon variant="default" size={26} className={classes.tool} aria-label="More">
          <IconDots size={16} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown className={classes.menu}>
        {isSmall && <SmallItems tools={tools} />}
        <Menu.Item onClick={() => void goToLine(session)}>Go to a line…</Menu.Item>
        {groups.length > 0 && (
          <>
            <Menu.Item onClick={() => session.folds.all("folded")}>Fold all groups</Menu.Item>
            <Menu.Item onClick={() => session.folds.all("unfolded")}>Unfold all groups</Menu.Item>
          </>
        )}
        <Menu.Item onClick={() => copyLog("number and time")}>
          Copy with numbers and times
        </Menu.Item>
        <Menu.Item onClick={() => openPlain(1)}>Plain view</Menu.Item>
        <Menu.Divider />
        {isSmall && <DownloadItems />}
        {isSmall && <Menu.Divider />}
        <Menu.Item
          closeMenuOnClick={false}
          disabled={font >= FONTS.most}
          onClick={() => setFont(font + 1)}
        >
          Larger text
        </Menu.Item>
        <Menu.Item
          closeMenuOnClick={false}
          disabled={font <= FONTS.least}
          onClick={() => setFont(font - 1)}
        >
          Smaller text
        </Menu.Item>
        <Menu.Item onClick={() => prefs.logDark.set(!dark)}>
          {dark ? "Colours as the page" : "Always dark"}
        </Menu.Item>
        <Menu.Item onClick={() => prefs.logExactColours.set(!exact)}>
          {exact ? "Colours that can be read" : "Exact colours"}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
