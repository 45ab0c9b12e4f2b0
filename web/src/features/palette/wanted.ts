export type Kind = "actions" | "tasks" | "people";

export interface Wanted {
  /** Null is everything. */
  only: Kind | null;
  text: string;
}

export const SIGNS: Record<Kind, string> = { actions: ">", tasks: "#", people: "@" };
const KINDS = Object.keys(SIGNS) as Kind[];

/** What was typed: ">dark" are actions, "#12" or "#backup" tasks, "@ben" people. */
export function wantedOf(typed: string): Wanted {
  const trimmed = typed.trimStart();
  const only = KINDS.find((kind) => trimmed.startsWith(SIGNS[kind])) ?? null;
  return { only, text: (only === null ? trimmed : trimmed.slice(1)).trim() };
}

/** The same text, looked for among others. */
export function typedFor(only: Kind | null, { text }: Wanted): string {
  return (only === null ? "" : SIGNS[only]) + text;
}

export function asks(wanted: Wanted, kind: Kind): boolean {
  return wanted.only === null || wanted.only === kind;
}

/** Whether the text is the number of a task. */
export function isNumber(text: string): boolean {
  return /^\d{1,18}$/.test(text);
}
