import type { KeyboardEvent, MouseEvent, PointerEvent, TouchEvent, WheelEvent } from "react";
import { useRef } from "react";
import { END } from "./scroll/place";
import { STEPS, take } from "./scroll/steps";
import type { Runway } from "./scroll/use_runway";
import { usePick } from "./use_picked";
import type { Shown } from "./view/rows";
import { useSessionOf } from "./viewer";

/** What fingers, wheel, keys and clicks do to the log. The browser scrolls; we say how far keys go. */
export function useGestures(runway: Runway, shown: Shown) {
  const session = useSessionOf();
  const { reader } = session;
  const pick = usePick(session);
  const touched = useRef(0);
  const held = useRef(false);
  const isFollowing = () => reader.get().place === END;

  return {
    onScroll: runway.onScroll,
    onWheel: ({ deltaY }: WheelEvent) => {
      // At once: by when it has scrolled, what is written would have brought it back.
      if (deltaY < 0 && isFollowing()) runway.hold();
    },
    // What one is about to select must not run away; a mere click goes on following.
    onPointerDown: ({ button, pointerType, target }: PointerEvent) => {
      const isText = target instanceof Element && target.closest("[data-text]") !== null;
      held.current = button === 0 && pointerType === "mouse" && isText && isFollowing();
      if (held.current) runway.hold();
    },
    onPointerUp: () => {
      if (held.current && session.selected.get() === null) reader.act({ do: "follow" });
      held.current = false;
    },
    onTouchStart: ({ touches }: TouchEvent) => {
      touched.current = touches[0]?.clientY ?? 0;
    },
    onTouchMove: ({ touches }: TouchEvent) => {
      if ((touches[0]?.clientY ?? 0) > touched.current && isFollowing()) runway.hold();
    },
    onKeyDown: (event: KeyboardEvent) => {
      const { key, ctrlKey, metaKey, altKey, target, currentTarget } = event;
      const step = STEPS[key];
      if (step === undefined || ctrlKey || metaKey || altKey || target !== currentTarget) return;
      event.preventDefault();
      take(step, runway, reader, shown);
    },
    onClick: (event: MouseEvent) => {
      const link = (event.target as Element).closest<HTMLElement>("[data-number]");
      if (link === null || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      pick(Number(link.dataset.number), event.shiftKey);
    },
  };
}
