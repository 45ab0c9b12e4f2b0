import { isLetter, type Scope } from "~/lib/keys";

export interface Shortcut {
  keys: string;
  label: string;
}

export interface Section {
  name: string;
  shortcuts: readonly Shortcut[];
}

/**
 * What does something when it is pressed now, the nearest first: of a key that means something
 * else nearer by only that is told.
 */
export function working(scopes: readonly Scope[], letters: boolean): Section[] {
  const taken = new Set<string>();
  const sections = new Map<string, Shortcut[]>();
  for (const { name, bindings } of [...scopes].reverse()) {
    const fresh = bindings.filter(({ keys }) => !taken.has(keys) && (letters || !isLetter(keys)));
    for (const { keys } of fresh) taken.add(keys);
    sections.set(name, [...(sections.get(name) ?? []), ...fresh]);
  }
  return [...sections]
    .filter(([, shortcuts]) => shortcuts.length > 0)
    .map(([name, shortcuts]) => ({ name, shortcuts }));
}
