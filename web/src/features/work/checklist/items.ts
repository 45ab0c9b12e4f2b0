import type { Task } from "~/lib/api/types";

export type Item = NonNullable<Task["checklist"]>[number];

/** What somebody does to a list, whatever it has become meanwhile; null when that makes no sense. */
export type Change = (items: readonly Item[]) => Item[] | null;

export const MOST_ITEMS = 100;
export const LONGEST_ITEM = 500;

/** What names each item: its text and which one with that text it is. Items have no ids. */
export function keysOf(items: readonly Item[]): string[] {
  const seen = new Map<string, number>();
  return items.map(({ text }) => {
    const nth = (seen.get(text) ?? 0) + 1;
    seen.set(text, nth);
    return `${nth} ${text}`;
  });
}

export function add(text: string): Change {
  return (items) => (items.length < MOST_ITEMS ? [...items, { text, done: false }] : null);
}

export function tick(key: string, done: boolean): Change {
  return (items) => at(items, key, (i) => items.with(i, { text: items[i]?.text ?? "", done }));
}

export function remove(key: string): Change {
  return (items) => at(items, key, (i) => items.toSpliced(i, 1));
}

/** Up by -1, down by 1; what is first or last already stays. */
export function move(key: string, by: 1 | -1): Change {
  return (items) =>
    at(items, key, (i) => {
      const other = items[i + by];
      const item = items[i];
      return other === undefined || item === undefined
        ? [...items]
        : items.with(i, other).with(i + by, item);
    });
}

function at(items: readonly Item[], key: string, change: (index: number) => Item[]): Item[] | null {
  const index = keysOf(items).indexOf(key);
  return index < 0 ? null : change(index);
}

export function doneOf(items: readonly Item[]): number {
  return items.filter(({ done }) => done).length;
}
