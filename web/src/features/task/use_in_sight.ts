import { type RefObject, useLayoutEffect, useRef } from "react";

/** Moves a row of tabs, where it is wider than the page, until all of the chosen one is seen. */
export function useInSight(chosen: string): RefObject<HTMLDivElement | null> {
  const list = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each choice is brought into sight
  useLayoutEffect(() => {
    if (list.current !== null) bring(list.current);
  }, [chosen]);
  return list;
}

// The tab's own scrollIntoView would move the page as well.
function bring(list: HTMLElement): void {
  const tab = list.querySelector("[aria-selected=true]")?.getBoundingClientRect();
  if (tab === undefined) return;
  const { left, right } = list.getBoundingClientRect();
  list.scrollLeft += Math.min(0, tab.left - left) + Math.max(0, tab.right - right);
}
