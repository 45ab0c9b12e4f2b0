import { Button, Tooltip } from "@mantine/core";
import { IconCopy } from "@tabler/icons-react";
import { useStore } from "../store";
import { useSessionOf } from "../viewer";
import classes from "./toolbar.module.css";
import { useCopyLog } from "./use_copy_log";

/** Copies what is selected, or all of it; with Alt also numbers and times. */
export function CopyTool() {
  const session = useSessionOf();
  const selected = useStore(session.selected);
  const copyLog = useCopyLog();
  const what = selected === null ? "Copy the whole log" : "Copy what is selected";
  return (
    <Tooltip label={`${what}. With Alt: also numbers and times.`}>
      <Button
        size="compact-sm"
        variant="default"
        className={classes.tool}
        leftSection={<IconCopy size={16} />}
        // The button would take the focus, and with it what is selected.
        onMouseDown={(event) => event.preventDefault()}
        onClick={(event) => copyLog(event.altKey ? "number and time" : "nothing")}
      >
        Copy
      </Button>
    </Tooltip>
  );
}
