/** One part of a filter: `status:failed` has a key, a word that is searched for has none. */
export interface Term {
  key: string | null;
  value: string;
}

// Whatever stands between blanks; blanks within quotes do not count, nor do quotes after a backslash.
const PART = /(?:"(?:\\.|[^"\\])*"?|[^\s"])+/gs;
const QUOTED = /"((?:\\.|[^"\\])*)"?/gs;
// What only looks like a key, as in http://host, is none.
const KEYED = /^([a-z_]+):(?!\/\/)(.*)$/is;

/** `status:failed name:"nightly import" disk` */
export function termsOf(text: string): Term[] {
  return (text.match(PART) ?? []).map((part) => {
    const [, key, value = part] = KEYED.exec(part) ?? [];
    return { key: key?.toLowerCase() ?? null, value: unquoted(value) };
  });
}

export function textOf(terms: readonly Term[]): string {
  return terms
    .map(({ key, value }) => (key === null ? quoted(value, true) : `${key}:${quoted(value)}`))
    .join(" ");
}

/** The filter with another value for the key, at its place or at the end; null takes it away. */
export function withTerm(text: string, key: string, value: string | null): string {
  const terms = termsOf(text);
  const at = terms.findIndex((term) => term.key === key);
  const others = terms.filter((term) => term.key !== key);
  if (value !== null) others.splice(at === -1 ? others.length : at, 0, { key, value });
  return textOf(others);
}

export function termOf(text: string, key: string): string | null {
  return termsOf(text).find((term) => term.key === key)?.value ?? null;
}

function quoted(value: string, isWord = false): string {
  const looksLikeKey = isWord && KEYED.test(value);
  if (!/[\s"]/.test(value) && !looksLikeKey) return value;
  return `"${value.replace(/["\\]/g, "\\$&")}"`;
}

function unquoted(value: string): string {
  return value.replace(QUOTED, (_, within: string) => within.replace(/\\(["\\])/g, "$1"));
}
