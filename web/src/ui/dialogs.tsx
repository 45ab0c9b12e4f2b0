import { Button, Modal } from "@mantine/core";
import { type ReactNode, useEffect, useSyncExternalStore } from "react";
import classes from "./dialogs.module.css";

interface Asked {
  title: string;
  body: ReactNode;
  /** Called with null when it is closed without an answer. */
  answer: (value: null) => void;
  isHeld: boolean;
}

const NOTHING: Asked = { title: "", body: null, answer: () => undefined, isHeld: false };

let asked: Asked | null = null;
let isOpen = false;
let opener: HTMLElement | null = null;
const watchers = new Set<() => void>();

function change(open: boolean): void {
  isOpen = open;
  for (const watcher of watchers) watcher();
}

function watch(watcher: () => void): () => void {
  watchers.add(watcher);
  return () => watchers.delete(watcher);
}

/** Where the focus goes back to: of an entry of a menu, to what opens the menu. */
function openedBy(): HTMLElement | null {
  const active = document.activeElement;
  if (!(active instanceof HTMLElement)) return null;
  // One dialog that follows another was opened by what opened the first.
  if (active.closest("[data-asked]") !== null) return opener;
  const menu = active.closest("[role=menu]")?.getAttribute("aria-labelledby");
  return menu ? document.getElementById(menu) : active;
}

/**
 * Opens a dialog and waits for what somebody answers in it: null when they close it.
 *
 * One that `isHeld` is not closed by a click beside it: what it shows is shown this once.
 */
export function ask<Answer>(
  title: string,
  body: (answer: (value: Answer | null) => void) => ReactNode,
  { isHeld = false } = {},
): Promise<Answer | null> {
  asked?.answer(null);
  opener = openedBy();
  return new Promise((resolve) => {
    const answer = (value: Answer | null) => {
      change(false);
      resolve(value);
    };
    asked = { title, body: body(answer), answer, isHeld };
    change(true);
  });
}

export interface Question {
  /** The question, with its count: "Cancel 12 tasks?" */
  title: string;
  text?: ReactNode;
  /** What the button says: the verb and the count, "Cancel 12 tasks". */
  verb: string;
}

/** Whether somebody really means it. Only for what cannot be undone and ends many things. */
export async function confirmed({ title, text, verb }: Question): Promise<boolean> {
  const yes = await ask<true>(title, (answer) => (
    <>
      {text}
      <div className={classes.buttons}>
        <Button size="sm" variant="default" onClick={() => answer(null)} data-autofocus>
          Keep
        </Button>
        <Button size="sm" color="danger" onClick={() => answer(true)}>
          {verb}
        </Button>
      </div>
    </>
  ));
  return yes === true;
}

/** Whether a dialog is open: what is behind it leaves the escape key alone. */
export function useIsAsking(): boolean {
  return useSyncExternalStore(watch, () => isOpen);
}

// Above panels, below toasts.
const LAYER = 300;

/** Where dialogs appear; once on the page. */
export function Dialogs() {
  const open = useIsAsking();
  // Whoever signs in next is not asked what the one before was.
  useEffect(() => () => asked?.answer(null), []);
  useEffect(() => {
    if (open || opener === null) return;
    const back = opener.isConnected ? opener : document.getElementById("page");
    opener = null;
    back?.focus({ preventScroll: true });
  }, [open]);
  // While it fades away it still shows what it asked.
  const { title, body, answer, isHeld } = asked ?? NOTHING;
  return (
    <Modal
      data-asked
      opened={open}
      onClose={() => answer(null)}
      title={title}
      zIndex={LAYER}
      returnFocus={false}
      closeOnClickOutside={!isHeld}
      closeOnEscape={!isHeld}
    >
      {body}
    </Modal>
  );
}
