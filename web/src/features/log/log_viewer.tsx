import { type CSSProperties, useMemo } from "react";
import type { Task } from "~/lib/api/types";
import { LogView } from "./log_view";
import classes from "./log_viewer.module.css";
import palettes from "./palette.module.css";
import { useLog } from "./use_log";
import { useLook } from "./use_look";
import { useLogVersion, ViewerContext } from "./viewer";

interface Props {
  task: Task;
  /** It has the page for itself. */
  full?: boolean;
}

/** What a task wrote. Another attempt writes another log. */
export function LogViewer({ task, full = false }: Props) {
  return <Attempt key={`${task.id}.${task.attempt}`} task={task} full={full} />;
}

function Attempt({ task, full = false }: Props) {
  const parts = useLog(task);
  const look = useLook();
  const viewer = useMemo(() => ({ ...parts, task, openLine: () => undefined }), [parts, task]);
  const sizes = { "--log-font": `${look.font}px`, "--log-row": `${look.row}px` } as CSSProperties;
  const names = [classes.viewer, full && classes.full, palettes[look.palette]];
  return (
    <ViewerContext value={viewer}>
      <section className={names.filter(Boolean).join(" ")} style={sizes} aria-label="Log">
        <Sized look={look} />
      </section>
    </ViewerContext>
  );
}

function Sized({ look }: { look: ReturnType<typeof useLook> }) {
  useLogVersion();
  return <LogView look={look} />;
}
