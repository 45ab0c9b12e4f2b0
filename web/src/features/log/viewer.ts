import { createContext, useContext, useSyncExternalStore } from "react";
import type { Task } from "~/lib/api/types";
import type { Reading } from "./scroll/reading";
import { useStore } from "./store";
import type { Parts } from "./use_log";

/** What the parts of a viewer share. */
export interface Viewer extends Parts {
  task: Task;
  /** Shows all of a line that is too long to be shown among others. */
  openLine(n: number): void;
}

export const ViewerContext = createContext<Viewer | null>(null);

export function useViewer(): Viewer {
  const viewer = useContext(ViewerContext);
  if (viewer === null) throw new Error("this stands in no log viewer");
  return viewer;
}

/** Changes, once a frame at most, when more is known of the log. */
export function useLogVersion(): number {
  const { log } = useViewer();
  return useSyncExternalStore(log.subscribe, () => log.version);
}

export function useReading(): Reading {
  return useStore(useViewer().reader);
}
