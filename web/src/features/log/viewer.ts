import { createContext, useContext, useSyncExternalStore } from "react";
import type { Task } from "~/lib/api/types";
import type { Reading } from "./scroll/reading";
import type { Session } from "./session";
import { useStore } from "./store";
import type { LogLook } from "./use_look";

/** The id of what scrolls, for whoever gives the focus back to it. */
export const LINES = "log-lines";

/** What the parts of a viewer share. */
export interface Viewer {
  task: Task;
  session: Session;
  look: LogLook;
  /** It has the page for itself. */
  full: boolean;
}

export const ViewerContext = createContext<Viewer | null>(null);

export function useViewer(): Viewer {
  const viewer = useContext(ViewerContext);
  if (viewer === null) throw new Error("this stands in no log viewer");
  return viewer;
}

export function useSessionOf(): Session {
  return useViewer().session;
}

/** Changes, once a frame at most, when more is known of the log. */
export function useLogVersion(): number {
  const { log } = useSessionOf();
  return useSyncExternalStore(log.subscribe, () => log.version);
}

export function useReading(): Reading {
  return useStore(useSessionOf().reader);
}
