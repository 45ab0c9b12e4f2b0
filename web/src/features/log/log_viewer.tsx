import { type CSSProperties, useMemo, useRef } from "react";
import type { Task } from "~/lib/api/types";
import { Announcer } from "./announce";
import { Empty } from "./empty";
import { LogView } from "./log_view";
import viewClasses from "./log_view.module.css";
import classes from "./log_viewer.module.css";
import { LongLineDialog } from "./long/long_line_dialog";
import palettes from "./palette.module.css";
import { Pill } from "./pill";
import { PlainView } from "./plain/plain_view";
import { usePlain } from "./plain/use_plain";
import { useAsked } from "./search/asked";
import { SearchBar } from "./search/search_bar";
import { useSearching } from "./search/use_searching";
import { Away } from "./state/away";
import { useStore } from "./store";
import { Toolbar } from "./toolbar/toolbar";
import { useLook } from "./use_look";
import { usePickedByAddress } from "./use_picked";
import { useRoom } from "./use_room";
import { useSession } from "./use_session";
import { useLogVersion, useSessionOf, useViewer, ViewerContext } from "./viewer";

interface Props {
  task: Task;
  /** It has the page for itself. */
  full?: boolean;
}

/** What a task wrote. Another attempt writes another log. */
export function LogViewer({ task, full = false }: Props) {
  return <Attempt key={`${task.id}.${task.attempt}`} task={task} full={full} />;
}

function Attempt({ task, full }: Required<Props>) {
  const session = useSession(task);
  const look = useLook();
  usePickedByAddress(session);
  const section = useRef<HTMLElement>(null);
  const room = useRoom(section);
  const viewer = useMemo(() => ({ session, task, look, full }), [session, task, look, full]);
  return (
    <ViewerContext value={viewer}>
      <section
        ref={section}
        className={classes.viewer}
        style={{ height: room ?? undefined }}
        aria-label="Log"
      >
        <Toolbar />
        <Searching />
        <Away />
        <Output />
        <LongLineDialog />
        <Announcer />
      </section>
    </ViewerContext>
  );
}

/** The search bar, from when it is asked for until it is closed. */
function Searching() {
  const session = useSessionOf();
  const isOpen = useStore(session.isSearching);
  const [asked] = useAsked();
  useSearching(session);
  return isOpen || asked !== null ? <SearchBar /> : null;
}

function Output() {
  const { session, look } = useViewer();
  const [page] = usePlain();
  useLogVersion();
  const { total } = session.log;
  const sizes = {
    "--log-font": `${look.font}px`,
    "--log-row": `${look.row}px`,
    "--log-digits": Math.max(3, String(total).length),
  } as CSSProperties;
  return (
    <div className={`${classes.output} ${palettes[look.palette]}`} style={sizes}>
      {total === 0 && (
        <div className={viewClasses.empty}>
          <Empty />
        </div>
      )}
      {total > 0 && (page === null ? <LogView /> : <PlainView page={page} />)}
      {total > 0 && page === null && <Pill />}
    </div>
  );
}
