/** What a line says about groups of lines. */
export type Mark =
  | { readonly kind: "begin"; readonly title: string; readonly open: boolean }
  | { readonly kind: "end" }
  /** Buildkite's "^^^ +++": the group it stands in is opened. */
  | { readonly kind: "reopen" };

/* biome-ignore-start lint/suspicious/noControlCharactersInRegex: a marker may be coloured */
const COLOUR = /\x1b\[[0-9;]*[mK]/g;
const GITHUB = /^(?:\x1b\[[0-9;]*[mK])*::(?:group(?: name=([^:]*))?::(.*)|endgroup::)/;
const BUILDKITE = /^(?:\x1b\[[0-9;]*[mK])*(?:(---|\+\+\+|~~~) (.+)|\^\^\^ \+\+\+)/;
/* biome-ignore-end lint/suspicious/noControlCharactersInRegex: as above */

/** Of both ways; Buildkite's are Markdown and YAML to others, so they are asked for. */
export function markOf(text: string, buildkite: boolean): Mark | null {
  const github = GITHUB.exec(text);
  if (github !== null) {
    const [, name, title] = github;
    if (title === undefined) return { kind: "end" };
    return { kind: "begin", title: plain(title) || plain(name ?? "") || "Group", open: false };
  }
  const found = buildkite ? BUILDKITE.exec(text) : null;
  if (found === null) return null;
  const [, sign, title] = found;
  if (sign === undefined) return { kind: "reopen" };
  return { kind: "begin", title: plain(title ?? ""), open: sign === "+++" };
}

/** What to search for, so that all markers of a log are found. RE2. */
export function markPattern(buildkite: boolean): string {
  const github = "::(group( name=[^:]*)?|endgroup)::";
  const signs = buildkite ? "|(---|\\+\\+\\+|~~~) .|\\^\\^\\^ \\+\\+\\+" : "";
  return `^(\\x1b\\[[0-9;]*[mK])*(${github}${signs})`;
}

function plain(title: string): string {
  return title.replace(COLOUR, "").replace(/\r/g, "").trim();
}
