import { useLayoutEffect, useRef } from "react";

/**
 * The rows of a list under the keyboard. A row holds a link and is marked with `data-row`.
 *
 * What happens to the list does not lose one's place in it: where a row has left, the one that
 * stands there now has the focus.
 */
export function useRows(ids: readonly string[]) {
  const list = useRef<HTMLDivElement>(null);
  const place = useRef({ id: "", index: 0 });
  const isLeaving = useRef(false);

  function focusAt(index: number): string | undefined {
    const at = Math.min(Math.max(index, 0), ids.length - 1);
    const id = ids[at];
    if (id === undefined) return undefined;
    list.current?.querySelector<HTMLElement>(`[data-row="${id}"] a`)?.focus();
    place.current = { id, index: at };
    return id;
  }

  useLayoutEffect(() => {
    const { id, index } = place.current;
    const now = ids.indexOf(id);
    if (id === "" || now === index) return;
    const isGone = now < 0 && document.activeElement === document.body;
    if (isLeaving.current || isGone) focusAt(index);
    else if (now >= 0) place.current = { id, index: now };
    isLeaving.current = false;
  });

  return {
    list,
    /** The row that has the focus. */
    focused: () => rowOf(document.activeElement),
    remember(target: Element) {
      const id = rowOf(target);
      isLeaving.current = false;
      if (id !== undefined) place.current = { id, index: ids.indexOf(id) };
    },
    focusAt,
    focus: (id: string) => focusAt(ids.indexOf(id)),
    /** To the next row, or to the one that has taken the place of the last one. */
    move(by: 1 | -1, from = rowOf(document.activeElement)) {
      const { index } = place.current;
      return focusAt(from === undefined ? index : ids.indexOf(from) + by);
    },
    /** The row is about to leave its place: the focus does not go with it. */
    leave: () => {
      isLeaving.current = true;
    },
  };
}

export type Rows = ReturnType<typeof useRows>;

function rowOf(element: Element | null): string | undefined {
  return element?.closest<HTMLElement>("[data-row]")?.dataset.row;
}
