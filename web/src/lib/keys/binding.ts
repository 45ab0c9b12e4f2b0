export interface Binding {
  /** "n", "Shift+D", "mod+k" (Ctrl, or Cmd on a Mac), or two strokes: "g t". */
  keys: string;
  /** What it does, for the list of shortcuts: "New task". */
  label: string;
  run: (event: KeyboardEvent) => void;
  /** Also while somebody types in a field. */
  inFields?: boolean;
}

export interface Scope {
  /** The heading in the list of shortcuts: "Anywhere", "List", "Log". */
  name: string;
  bindings: readonly Binding[];
}

const MAC = typeof navigator !== "undefined" && /Mac|iP(hone|ad|od)/.test(navigator.platform);

/** The stroke of an event as bindings name it. */
export function strokeOf(event: KeyboardEvent): string {
  const named = event.key.length > 1;
  const parts = [
    (MAC ? event.metaKey : event.ctrlKey) && "mod",
    event.altKey && "Alt",
    // Of a sign such as "?" the shift key is a part of how it is typed.
    event.shiftKey && (named || /^[a-z]$/i.test(event.key)) && "Shift",
  ];
  const key = named ? event.key : event.key.toLowerCase();
  const upper = !named && event.shiftKey ? event.key.toUpperCase() : key;
  return [...parts, upper === " " ? "Space" : upper].filter(Boolean).join("+");
}

/** Whether one key alone does it: what WCAG 2.1.4 wants to be able to switch off. */
export function isLetter(keys: string): boolean {
  return /^(Shift\+)?\S( \S)?$/.test(keys);
}

const SIGNS: Record<string, string> = {
  ArrowDown: "↓",
  ArrowUp: "↑",
  ArrowLeft: "←",
  ArrowRight: "→",
  Escape: "Esc",
};

/** As it is printed: ["Ctrl", "K"], ["g", "t"]. */
export function printed(keys: string): string[] {
  const isHeld = keys.startsWith("mod+");
  return keys.split(/[ +]/).map((key) => {
    if (key === "mod") return MAC ? "⌘" : "Ctrl";
    // As it stands on the key, where shift makes no difference.
    return SIGNS[key] ?? (isHeld && key.length === 1 ? key.toUpperCase() : key);
  });
}
