import type { Setting } from "./settings_query";

interface Wanted {
  words: string;
  isSetOnly: boolean;
}

/** Those with all of the words in what is said of them. Nobody has set what is a default. */
export function chosen(settings: readonly Setting[], { words, isSetOnly }: Wanted): Setting[] {
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
  return settings.filter((setting) => {
    if (isSetOnly && setting.source === "default") return false;
    const said = [setting.name, ...setting.variables, setting.description, setting.section]
      .join(" ")
      .toLowerCase();
    return wanted.every((word) => said.includes(word));
  });
}

/** As the server has them, below their headings. */
export function sections(settings: readonly Setting[]): [title: string, ones: Setting[]][] {
  const found = new Map<string, Setting[]>();
  for (const setting of settings) {
    found.set(setting.section, [...(found.get(setting.section) ?? []), setting]);
  }
  return [...found];
}
