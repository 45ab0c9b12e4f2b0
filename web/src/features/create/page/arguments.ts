/** A program and its arguments, one a line. One that holds a line break, or nothing, is quoted. */
export function argumentsText(argv: readonly string[]): string {
  return argv.map((one) => (/^\s*$|^"|\n/.test(one) ? JSON.stringify(one) : one)).join("\n");
}

export function argumentsOf(text: string): string[] {
  return text
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map(unquoted);
}

function unquoted(line: string): string {
  if (!line.startsWith('"')) return line;
  try {
    return String(JSON.parse(line));
  } catch {
    return line;
  }
}
