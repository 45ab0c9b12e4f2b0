import { type RefObject, useLayoutEffect, useState } from "react";

// The columns that always stay, and 180 pixels for a name.
const COLUMNS = 624;

/**
 * Whether the list has no room for columns, and each task is a card. It is asked here alone: the
 * style sheets are told by data-cards.
 */
export function useCards(list: RefObject<HTMLElement | null>): boolean {
  const [isCards, setCards] = useState(false);
  useLayoutEffect(() => {
    const element = list.current;
    if (element === null) return;
    const measure = () => setCards(element.clientWidth < COLUMNS);
    measure();
    const watcher = new ResizeObserver(measure);
    watcher.observe(element);
    return () => watcher.disconnect();
  }, [list]);
  return isCards;
}
