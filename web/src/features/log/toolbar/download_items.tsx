import { Menu } from "@mantine/core";
import { size } from "~/lib/size";
import type { Beside } from "../take/lines_text";
import { saveLines, shownLines } from "../take/save";
import { useFilter } from "../view/use_filter";
import { useViewer } from "../viewer";
import { downloadUrl, MOST_TEXT, textUrl } from "./downloads";

const ALL = { only: "all", context: 0 } as const;
const SHOWN = {
  all: "",
  out: "stdout only",
  err: "stderr only",
  matches: "only the lines that match",
} as const;

/** The ways to take a log away. */
export function DownloadItems() {
  const { session, task } = useViewer();
  const [filter] = useFilter();
  const save = (which: typeof filter, beside: Beside) =>
    void saveLines(session, `task-${task.id}.log`, shownLines(session, which, beside));
  const isLarge = task.log.bytes > MOST_TEXT;
  return (
    <>
      <Menu.Item component="a" href={downloadUrl(task.id)} download>
        Download Logs ({size(task.log.bytes)})
      </Menu.Item>
      <Menu.Item onClick={() => save(ALL, "time")}>Download with times</Menu.Item>
      {filter.only !== "all" && (
        <Menu.Item onClick={() => save(filter, "nothing")}>Download {SHOWN[filter.only]}</Menu.Item>
      )}
      <Menu.Item component="a" href={textUrl(task.id)} target="_blank" rel="noreferrer">
        Open as text{isLarge ? ` (the last ${size(MOST_TEXT)})` : ""}
      </Menu.Item>
    </>
  );
}
