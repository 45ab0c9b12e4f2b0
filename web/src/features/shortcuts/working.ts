import { isLetter, type Scope } from "~/lib/keys";

/** `keys`: any of them does it. */
export interface Shortcut {
  keys: readonly string[];
  label: string;
}

export interface Section {
  name: string;
  shortcuts: readonly Shortcut[];
}

const EVERYWHERE = "Anywhere";

/**
 * What does something when it is pressed now, the nearest first: of a key that means something
 * else nearer by only that is told.
 */
export function working(scopes: readonly Scope[], letters: boolean): Section[] {
  const taken = new Set<string>();
  const sections = new Map<string, Map<string, string[]>>();
  for (const { name, bindings } of [...scopes].reverse()) {
    const fresh = bindings.filter(({ keys }) => !taken.has(keys) && (letters || !isLetter(keys)));
    const section = sections.get(name) ?? new Map<string, string[]>();
    sections.set(name, section);
    for (const { keys, label } of fresh) {
      taken.add(keys);
      section.set(label, [...(section.get(label) ?? []), keys]);
    }
  }
  return [...sections]
    .filter(([, section]) => section.size > 0)
    .sort(([one], [other]) => Number(one === EVERYWHERE) - Number(other === EVERYWHERE))
    .map(([name, section]) => ({
      name,
      shortcuts: [...section].map(([label, keys]) => ({ label, keys })),
    }));
}
