const DANGERS: readonly (readonly [RegExp, string])[] = [
  [
    /\brm\s+(?:-\S+\s+)*-\S*[rR]\S*\s+(?:-\S+\s+)*["']?(?:\/\*?|~\/?\*?|\$HOME\/?\*?)["']?\s*(?:$|[;&|])/m,
    "This deletes everything it can reach.",
  ],
  [/\b(?:mkfs(?:\.\w+)?|dd\b.*\bof=)\s*\/dev\/\w+/, "This overwrites a disk."],
  [/:\(\)\s*\{\s*:\s*\|\s*:\s*&\s*\}\s*;\s*:/, "This starts processes without an end."],
  [
    /\bsudo\s+(?!-n\b|--non-interactive\b)/,
    "sudo may ask for a password, and nobody is there to type it: use sudo -n.",
  ],
];

/** What might not be meant. Nothing of it keeps anybody from creating the task. */
export function warningsOf(command: string): string[] {
  const quote = openQuote(command);
  return [
    ...(quote === null ? [] : [`The quote ${quote} is opened and never closed.`]),
    ...DANGERS.filter(([danger]) => danger.test(command)).map(([, said]) => said),
  ];
}

/** The quote that a shell would still wait for, or null. */
function openQuote(command: string): string | null {
  // What a heredoc holds is no shell.
  if (command.includes("<<")) return null;
  let open: string | null = null;
  for (let i = 0; i < command.length; i++) {
    const sign = command[i] ?? "";
    if (sign === "\\" && open !== "'") i += 1;
    else if (open === null && sign === "#" && /^$|\s/.test(command[i - 1] ?? ""))
      i = endOfLine(command, i);
    else if (open === null && /["'`]/.test(sign)) open = sign;
    else if (sign === open) open = null;
  }
  return open;
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf("\n", from);
  return end === -1 ? text.length : end;
}
