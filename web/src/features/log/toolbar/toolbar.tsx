import { useMediaQuery } from "@mantine/hooks";
import {
  IconClock,
  IconMaximize,
  IconMinimize,
  IconPlayerTrackNext,
  IconSearch,
  IconTextWrap,
} from "@tabler/icons-react";
import { StateChip } from "../state/state_chip";
import { TIMES } from "../view/times";
import { useLogVersion, useSessionOf } from "../viewer";
import { CopyTool } from "./copy_tool";
import { DownloadTool } from "./download_tool";
import { MoreMenu } from "./more_menu";
import { Saving } from "./saving";
import { Streams } from "./streams";
import { Tool } from "./tool";
import classes from "./toolbar.module.css";
import { type Tools, useTools } from "./use_tools";

const SIZE = 16;

/** What one can do with a log. On a phone most of it is in the menu. */
export function Toolbar() {
  const tools = useTools();
  const isSmall = useMediaQuery("(max-width: 639px)") ?? false;
  const search = (
    <Tool
      icon={<IconSearch size={SIZE} />}
      label="Search"
      help="Search all lines"
      keys="mod+f"
      onClick={tools.search}
    />
  );
  return (
    <div className={classes.toolbar}>
      <StateChip />
      <Saving />
      <div className={classes.tools} role="toolbar" aria-label="Log">
        {search}
        <Live tools={tools} />
        {!isSmall && (
          <>
            <Tool
              icon={<IconTextWrap size={SIZE} />}
              label="Wrap"
              help="Wrap long lines"
              keys="w"
              isOn={tools.wraps}
              onClick={tools.wrap}
            />
            <Tool
              icon={<IconClock size={SIZE} />}
              label="Times"
              help={`Times beside lines: ${TIMES[tools.times].toLowerCase()}`}
              keys="t"
              isOn={tools.times !== "off"}
              onClick={tools.turnTimes}
            />
            <Streams only={tools.only} show={tools.show} />
            <CopyTool />
            <DownloadTool />
            <Tool
              icon={tools.full ? <IconMinimize size={SIZE} /> : <IconMaximize size={SIZE} />}
              label={tools.full ? "Smaller" : "Full screen"}
              help={tools.full ? "Back to the task" : "The log on a page of its own"}
              keys="Shift+F"
              onClick={tools.turnFull}
            />
          </>
        )}
        <MoreMenu isSmall={isSmall} tools={tools} />
      </div>
    </div>
  );
}

/** Goes with the end, after which nothing is written that one could follow. */
function Live({ tools }: { tools: Tools }) {
  const { log } = useSessionOf();
  useLogVersion();
  if (log.final) return null;
  return (
    <Tool
      icon={<IconPlayerTrackNext size={SIZE} />}
      label="Live"
      help="Show lines as they are written"
      keys="G"
      isOn={tools.isFollowing}
      onClick={tools.follow}
    />
  );
}
