import { navigate } from "wouter/use-browser-location";
import { BASE, href } from "~/lib/base";

/** The part of the Navigation API that is needed; older browsers have none of it. */
interface Trail {
  currentEntry: { index: number } | null;
  entries(): { index: number; key: string; url: string | null }[];
  traverseTo(key: string): unknown;
}

/** To the list: as it was left, with its filter and its place, when one came from there. */
export function goBack(): void {
  const trail = (window as { navigation?: Trail }).navigation;
  const key = trail && listBefore(trail);
  if (key) trail.traverseTo(key);
  else navigate(href("/"));
}

/** The list, if it is what was looked at before this task: the key of its entry in the history. */
export function listBefore(trail: Trail): string | null {
  const here = window.location.pathname;
  const last = trail
    .entries()
    .slice(0, trail.currentEntry?.index ?? 0)
    .findLast((entry) => pathOf(entry.url) !== here);
  return last !== undefined && pathOf(last.url) === `${BASE}/` ? last.key : null;
}

function pathOf(url: string | null): string | null {
  return url === null ? null : new URL(url).pathname;
}
