import type { Mark } from "./marks";

export interface Marked {
  n: number;
  /** When it was written. */
  t: string;
  mark: Mark;
}

/** Lines with a heading: `from` is the heading's, `to` the last one, also when that only ends it. */
export interface Group {
  from: number;
  to: number;
  title: string;
  /** From its heading to its end. */
  ms: number;
  /** It says itself that it wants to be seen. */
  open: boolean;
  /** Something ended it. */
  isOver: boolean;
}

/** The groups of a log whose marks are all known up to line `last`, in order. */
export function groupsOf(marks: readonly Marked[], last: number, lastTime: string): Group[] {
  const groups: Group[] = [];
  let current: (Marked & { title: string; open: boolean }) | null = null;
  const close = (to: number, t: string, isOver: boolean) => {
    if (current === null) return;
    const { n, title, open } = current;
    const ms = Math.max(0, Date.parse(t) - Date.parse(current.t));
    groups.push({ from: n, to, title, ms, open, isOver });
    current = null;
  };
  for (const marked of marks) {
    const { n, t, mark } = marked;
    if (mark.kind === "reopen") {
      if (current !== null) current.open = true;
    } else {
      close(mark.kind === "end" ? n : n - 1, t, true);
      if (mark.kind === "begin") current = { ...marked, title: mark.title, open: mark.open };
    }
  }
  close(last, lastTime, false);
  return groups;
}
