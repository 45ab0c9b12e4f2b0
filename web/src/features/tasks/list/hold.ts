import { type RefObject, useEffect } from "react";

// What stands above the list once it is scrolled: the head of the page.
const HEAD = 48;
// After a touch the last thing that was touched stays "hovered".
const HOVERS = window.matchMedia("(hover: hover)");

/**
 * Whether somebody is at the list: with the pointer, the keyboard or an open menu, or further
 * down in it. What they look at must not move then.
 */
export function isHeld(list: HTMLElement | null): boolean {
  if (list === null) return false;
  return (
    (HOVERS.matches && list.matches(":hover")) ||
    list.querySelector(":focus-visible, [aria-expanded=true]") !== null ||
    list.getBoundingClientRect().top < HEAD
  );
}

/** Calls `free` whenever somebody may have left the list. */
export function useLeft(list: RefObject<HTMLElement | null>, free: () => void): void {
  useEffect(() => {
    const element = list.current;
    // The focus is nowhere yet while it leaves.
    const soon = () => window.setTimeout(free);
    element?.addEventListener("pointerleave", free);
    element?.addEventListener("focusout", soon);
    window.addEventListener("scroll", free, { passive: true });
    return () => {
      element?.removeEventListener("pointerleave", free);
      element?.removeEventListener("focusout", soon);
      window.removeEventListener("scroll", free);
    };
  }, [list, free]);
}
