import { useEffect, useLayoutEffect, useRef } from "react";
import type { Runway } from "../scroll/use_runway";
import type { Rows } from "../view/rows";
import { useSessionOf } from "../viewer";
import { nodeAt, pointAt } from "./dom_points";
import { isNothing, selectedAfter } from "./selection";

/** Keeps a selection whole while its lines come and go, and what is read in its place. */
export function useSelection(runway: Runway, rows: Rows): void {
  const { selected } = useSessionOf();
  const { block, hold } = runway;

  const isDragging = useRef(false);

  useEffect(() => {
    const isInLog = (node: Node | null) => block.current?.contains(node) ?? false;
    const changed = () => {
      const now = document.getSelection();
      if (now === null || !(isInLog(now.anchorNode) || isInLog(now.focusNode))) return;
      const next = selectedAfter(selected.get(), {
        anchor: pointAt(now.anchorNode, now.anchorOffset),
        focus: pointAt(now.focusNode, now.focusOffset),
        isDragging: isDragging.current,
        isDrawn: (n) => block.current?.querySelector(`[data-line="${n}"]`) !== null,
      });
      selected.set(next === null || isNothing(next) ? null : next);
      if (next !== null && !isNothing(next)) hold();
    };
    // A click anywhere begins anew, unless it extends what there is.
    const pressed = (event: PointerEvent) => {
      isDragging.current = event.button === 0;
      if (!event.shiftKey && event.button === 0) selected.set(null);
    };
    const released = () => {
      isDragging.current = false;
    };
    document.addEventListener("selectionchange", changed);
    document.addEventListener("pointerdown", pressed, true);
    document.addEventListener("pointerup", released, true);
    return () => {
      document.removeEventListener("selectionchange", changed);
      document.removeEventListener("pointerdown", pressed, true);
      document.removeEventListener("pointerup", released, true);
    };
  });

  // biome-ignore lint/correctness/useExhaustiveDependencies: other rows are drawn after it
  useLayoutEffect(() => {
    const [wanted, drawn, now] = [selected.get(), block.current, document.getSelection()];
    if (wanted === null || drawn === null || now === null) return;
    const [from, to] = [nodeAt(drawn, wanted.anchor), nodeAt(drawn, wanted.focus)];
    if (from === null || to === null) return;
    const isThere =
      now.anchorNode === from[0] &&
      now.anchorOffset === from[1] &&
      now.focusNode === to[0] &&
      now.focusOffset === to[1];
    if (!isThere) now.setBaseAndExtent(...from, ...to);
  }, [rows]);
}
