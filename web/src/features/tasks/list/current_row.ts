import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";
import { isFocusLost } from "~/ui/lost_focus";
import { FILTER } from "../head/filter_field";
import { neighbour } from "./neighbour";
import { keepOpened, openedRow } from "./opened_row";

/** The row the focus is in, or was in last, and how to put it there. */
export interface CurrentRow {
  id: string | null;
  focus: (id: string) => void;
  /** Back to it from what is not there any more; where there is none, to the filter. */
  refocus: () => void;
}

export function useCurrentRow(
  list: RefObject<HTMLElement | null>,
  ids: readonly string[],
): CurrentRow {
  const [id, setId] = useState(() => ids.find((one) => one === openedRow()) ?? null);
  const wanted = useRef(id);

  const focus = useCallback((next: string) => {
    wanted.current = next;
    setId(next);
  }, []);
  const refocus = () => {
    const next = id ?? ids[0];
    if (next === undefined) focusFilter();
    else focus(next);
  };
  useSuccessor(id, ids, (next) => {
    setId(next);
    if (!isFocusLost()) return;
    wanted.current = next;
    if (next === null) focusFilter();
  });
  // After every drawing: the row may have been far from the window when it was asked for.
  useLayoutEffect(() => {
    if (wanted.current === null) return;
    const row = list.current?.querySelector(`[data-id="${wanted.current}"]`);
    const name = row?.querySelector<HTMLElement>("th a");
    if (!name) return;
    wanted.current = null;
    name.focus({ preventScroll: true });
  });
  useEffect(() => {
    const rows = list.current;
    const notice = (event: FocusEvent) => {
      const row = rowOf(event.target);
      if (row !== undefined) setId(row);
    };
    const keep = ({ target }: MouseEvent) => {
      const link = (target as Element).closest("a");
      const row = link && rowOf(link);
      if (row) keepOpened(row);
    };
    rows?.addEventListener("focusin", notice);
    rows?.addEventListener("click", keep);
    return () => {
      rows?.removeEventListener("focusin", notice);
      rows?.removeEventListener("click", keep);
    };
  }, [list]);
  return { id, focus, refocus };
}

/** Tells who takes the place of the current row when it goes. */
function useSuccessor(
  id: string | null,
  ids: readonly string[],
  succeed: (next: string | null) => void,
): void {
  const before = useRef(ids);
  useLayoutEffect(() => {
    const was = before.current;
    before.current = ids;
    if (id !== null && !ids.includes(id)) succeed(neighbour(id, was, ids));
  });
}

function rowOf(target: EventTarget | null): string | undefined {
  return (target as Element).closest<HTMLElement>("[data-id]")?.dataset.id;
}

function focusFilter(): void {
  const place = document.getElementById(FILTER) ?? document.getElementById("page");
  place?.focus({ preventScroll: true });
}
