import { Button, Menu } from "@mantine/core";
import { IconChevronDown, IconDownload } from "@tabler/icons-react";
import { size } from "~/lib/size";
import { useViewer } from "../viewer";
import { DownloadItems } from "./download_items";
import { downloadUrl } from "./downloads";
import classes from "./toolbar.module.css";

export function DownloadTool() {
  const { task } = useViewer();
  return (
    <span className={classes.split}>
      <Button
        component="a"
        href={downloadUrl(task.id)}
        download
        size="compact-sm"
        variant="default"
        className={classes.tool}
        leftSection={<IconDownload size={16} />}
        title={`The exact bytes, ${size(task.log.bytes)}`}
      >
        Download Logs
      </Button>
      <Menu>
        <Menu.Target>
          <Button
            size="compact-sm"
            variant="default"
            className={classes.tool}
            px={4}
            aria-label="Other ways to download"
          >
            <IconChevronDown size={14} />
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <DownloadItems />
        </Menu.Dropdown>
      </Menu>
    </span>
  );
}
