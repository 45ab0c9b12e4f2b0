import type { ReactNode } from "react";

/** Something that can be chosen. */
export interface Entry {
  /** The same tomorrow: "go /insights", "task 1042". */
  id: string;
  label: string;
  icon: ReactNode;
  /** What else tells it from others. */
  note?: string;
  /** The keys that do the same. */
  keys?: string | undefined;
  run: () => unknown;
}

export interface Group {
  name: string;
  entries: readonly Entry[];
}
