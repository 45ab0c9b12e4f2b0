import { useState } from "react";
import { navigate } from "wouter/use-browser-location";
import { BASE, href } from "~/lib/base";

/** A place to go back to: as it was left, when `key` names its entry in the history. */
export interface WayBack {
  label: string;
  path: string;
  key: string | null;
}

/** The part of the Navigation API that is needed; older browsers have none of it. */
export interface Trail {
  currentEntry: { index: number } | null;
  entries(): { index: number; key: string; url: string | null }[];
  traverseTo(key: string): unknown;
}

const PLACES: Record<string, string> = {
  "/": "Tasks",
  "/my": "My tasks",
  "/insights": "Insights",
  "/audit": "Audit log",
};

const TO_THE_LIST: WayBack = { label: "Tasks", path: "/", key: null };

/** Where one came from, if that was a list; else the list of tasks. */
export function useWayBack(): WayBack {
  return useState(() => wayBack(ourTrail()))[0];
}

/** With its filter and its place, where the browser can do that. */
export function goBack({ path, key }: WayBack): void {
  const trail = ourTrail();
  if (trail !== undefined && key !== null) trail.traverseTo(key);
  else navigate(href(path));
}

export function wayBack(trail: Trail | undefined): WayBack {
  const before = trail?.entries().slice(0, trail.currentEntry?.index ?? 0) ?? [];
  for (const { url, key } of before.reverse()) {
    const path = url === null ? "" : new URL(url).pathname.slice(BASE.length);
    // Sides of a task, its other runs and what it waits for are all the same visit.
    if (path.startsWith("/tasks/")) continue;
    const label = PLACES[path];
    return label === undefined ? TO_THE_LIST : { label, path, key };
  }
  return TO_THE_LIST;
}

function ourTrail(): Trail | undefined {
  return (window as { navigation?: Trail }).navigation;
}
